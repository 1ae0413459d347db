//! The two codecs of a link's payload, and recovery of a damaged one.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};

use super::LinkError;
use crate::scenario::limits;

/// Slow and small: a link is made once and sent often.
const LEVEL: u8 = 9;

/// Characters that a `j` payload does not escape.
const UNESCAPED: &[u8] = b"-_.~{}[]:,/";

pub(super) fn deflate(json: &str) -> String {
    URL_SAFE_NO_PAD.encode(compress_to_vec(json.as_bytes(), LEVEL))
}

/// The JSON of a `z` payload that starts after `before` characters of its link.
pub(super) fn inflate(payload: &str, before: usize) -> Result<String, LinkError> {
    let end = before + payload.chars().count();
    if let Some(at) = payload.chars().position(|letter| !is_base64(letter)) {
        return Err(LinkError::Damaged { at: before + at });
    }
    let bytes = URL_SAFE_NO_PAD
        .decode(payload)
        .map_err(|_| LinkError::Damaged { at: end })?;
    let limit = limits::TEXT_BYTES;
    let json = decompress_to_vec_with_limit(&bytes, limit).map_err(|error| match error.status {
        TINFLStatus::HasMoreOutput => LinkError::TooLarge { limit },
        _ => LinkError::Damaged { at: end },
    })?;
    String::from_utf8(json).map_err(|_| LinkError::Damaged { at: end })
}

/// The beginning of a damaged `z` payload's JSON.
pub(super) fn inflate_what_can_be(payload: &str) -> String {
    let letters = payload
        .bytes()
        .take_while(|byte| is_base64(char::from(*byte)));
    let mut good = letters.count();
    // Four letters are three bytes; an incomplete group at the end is dropped.
    good -= good % 4;
    let Ok(bytes) = URL_SAFE_NO_PAD.decode(&payload[..good]) else {
        return String::new();
    };
    let json = match decompress_to_vec_with_limit(&bytes, limits::TEXT_BYTES) {
        Ok(json) => json,
        Err(error) => error.output,
    };
    // The buffer may end in unused zero bytes, which JSON does not have.
    readable(json.into_iter().take_while(|&byte| byte != 0).collect())
}

const fn is_base64(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_')
}

pub(super) fn escape(json: &str) -> String {
    let mut payload = String::with_capacity(json.len() * 2);
    for byte in json.bytes() {
        if byte.is_ascii_alphanumeric() || UNESCAPED.contains(&byte) {
            payload.push(char::from(byte));
        } else {
            payload.push('%');
            for half in [byte >> 4, byte & 15] {
                let digit = char::from_digit(u32::from(half), 16)
                    .expect("half a byte is one hexadecimal digit");
                payload.push(digit.to_ascii_uppercase());
            }
        }
    }
    payload
}

/// The JSON of a `j` payload that starts after `before` characters of its link.
pub(super) fn unescape(payload: &str, before: usize) -> Result<String, LinkError> {
    let (bytes, wrong) = unescaped_bytes(payload);
    if let Some(at) = wrong {
        return Err(LinkError::Damaged { at: before + at });
    }
    let end = before + payload.chars().count();
    String::from_utf8(bytes).map_err(|_| LinkError::Damaged { at: end })
}

/// The beginning of a damaged `j` payload's JSON.
pub(super) fn unescape_what_can_be(payload: &str) -> String {
    readable(unescaped_bytes(payload).0)
}

/// The decoded bytes up to the first percent sign without two digits, and its position.
fn unescaped_bytes(payload: &str) -> (Vec<u8>, Option<usize>) {
    let mut bytes = Vec::with_capacity(payload.len());
    let mut letters = payload.chars().enumerate();
    while let Some((at, letter)) = letters.next() {
        if letter != '%' {
            let mut buffer = [0; 4];
            bytes.extend_from_slice(letter.encode_utf8(&mut buffer).as_bytes());
            continue;
        }
        let mut half = || letters.next().and_then(|(_, digit)| digit.to_digit(16));
        let byte = half()
            .zip(half())
            .and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
        match byte {
            Some(byte) => bytes.push(byte),
            None => return (bytes, Some(at)),
        }
    }
    (bytes, None)
}

/// The longest valid text at the start of the bytes.
fn readable(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| {
        let good = error.utf8_error().valid_up_to();
        let mut bytes = error.into_bytes();
        bytes.truncate(good);
        String::from_utf8(bytes).expect("cut where it stopped being text")
    })
}
