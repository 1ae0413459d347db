//! The string literals of a source file that a user may read, found with `syn`.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, ExprMethodCall, Item, LitStr, Macro};

use super::markup::Found;

/// Macros whose text is for the reader of a panic.
const PANICS: [&str; 9] = [
    "panic",
    "assert",
    "assert_eq",
    "assert_ne",
    "debug_assert",
    "debug_assert_eq",
    "todo",
    "unimplemented",
    "unreachable",
];

/// Functions whose text is a selector, a class or an attribute, and not for a user.
const NOT_SHOWN: [&str; 8] = [
    "expect",
    "expect_err",
    "query",
    "query_all",
    "query_selector",
    "query_selector_all",
    "closest",
    "set_class",
];

/// All string literals of a source file but those that no user reads.
pub(crate) fn literals(source: &str) -> Vec<Found> {
    let mut literals = Literals(Vec::new());
    literals.visit_file(&syn::parse_file(source).expect("a source file is Rust"));
    literals.0
}

struct Literals(Vec<Found>);

impl Literals {
    /// Takes the literals of a macro's arguments, which syn leaves as tokens.
    fn take_tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (index, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Literal(literal) => {
                    if let Ok(text) = syn::parse_str::<LitStr>(&literal.to_string()) {
                        self.0.push(Found {
                            line: literal.span().start().line,
                            text: text.value(),
                        });
                    }
                }
                TokenTree::Group(group) if !is_for_no_user(&tokens[..index], group.delimiter()) => {
                    self.take_tokens(group.stream());
                }
                _ => {}
            }
        }
    }
}

/// Whether the tokens before a group call something whose text no user reads.
fn is_for_no_user(before: &[TokenTree], delimiter: Delimiter) -> bool {
    let name = |token: &TokenTree| match token {
        TokenTree::Ident(name) => name.to_string(),
        _ => String::new(),
    };
    match before {
        [.., called, TokenTree::Punct(mark)] if mark.as_char() == '!' => {
            PANICS.contains(&&*name(called))
        }
        [.., called] => delimiter == Delimiter::Parenthesis && NOT_SHOWN.contains(&&*name(called)),
        [] => false,
    }
}

impl<'ast> Visit<'ast> for Literals {
    fn visit_item(&mut self, item: &'ast Item) {
        if !is_for_tests(attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        // The sentence of a `thiserror` error; other attributes are for the compiler.
        if attribute.path().is_ident("error")
            && let Ok(list) = attribute.meta.require_list()
        {
            self.take_tokens(list.tokens.clone());
        }
    }

    fn visit_lit_str(&mut self, literal: &'ast LitStr) {
        self.0.push(Found {
            line: literal.span().start().line,
            text: literal.value(),
        });
    }

    fn visit_macro(&mut self, called: &'ast Macro) {
        let name = called
            .path
            .segments
            .last()
            .map(|last| last.ident.to_string());
        if !name.is_some_and(|name| PANICS.contains(&&*name)) {
            self.take_tokens(called.tokens.clone());
        }
    }

    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        if NOT_SHOWN.contains(&&*call.method.to_string()) {
            self.visit_expr(&call.receiver);
        } else {
            visit::visit_expr_method_call(self, call);
        }
    }
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        _ => &[],
    }
}

fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute
                .meta
                .require_list()
                .is_ok_and(|list| list.tokens.to_string() == "test")
    })
}
