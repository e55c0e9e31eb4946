//! The SAM transform: a template document in, a CloudFormation document out.
