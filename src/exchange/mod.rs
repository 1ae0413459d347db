//! Other people's formats, in and out.

pub mod flow_log;
pub mod packet_bytes;
