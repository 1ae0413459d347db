//! Other people's formats, in and out, and our own on the way to a worker.

pub mod flow_log;
pub mod packet_bytes;
pub mod trace_bytes;
