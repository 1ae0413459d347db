//! What is above the rules of a group or an ACL: its name.

use super::build::Builder;
use crate::scenario::{implied_acl, implied_group};

pub(super) fn group(form: &mut Builder<'_>, id: &str) {
    let Some(group) = form.scenario.security_group(id) else {
        return;
    };
    let is_default = id == implied_group(&group.vpc);
    let remove = if is_default { "" } else { "Remove group" };
    form.head("Security group", "", remove);
    form.folded("Name and VPC");
    if !is_default {
        form.name(id);
    }
    form.fact("VPC", group.vpc.clone());
}

pub(super) fn acl(form: &mut Builder<'_>, id: &str) {
    let Some(acl) = form.scenario.network_acl(id) else {
        return;
    };
    let is_default = id == implied_acl(&acl.vpc);
    let remove = match (is_default, form.is_gate()) {
        (true, _) => "",
        (false, true) => "Guard with the default ACL instead",
        (false, false) => "Remove ACL",
    };
    form.head("Network ACL", "", remove);
    form.title(id);
    form.folded("Name and VPC");
    if !is_default {
        form.name(id);
    }
    form.fact("VPC", acl.vpc.clone());
}
