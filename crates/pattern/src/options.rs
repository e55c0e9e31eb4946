//! How patterns are compared.

/// The options of a rule that change what its patterns match; Semgrep's names and defaults.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Names are followed to the constants they hold.
    pub constant_propagation: bool,
    /// Names are followed to the expressions assigned to them.
    pub symbolic_propagation: bool,
    /// `a && b` matches `b && a`, and any grouping of more.
    pub ac_matching: bool,
    /// `a == b` matches `b == a`.
    pub symmetric_eq: bool,
    /// `a = b` matches the definition of a variable.
    pub vardef_assign: bool,
    /// `let` and `const` match `var`.
    pub let_is_var: bool,
    /// An expression as a statement matches inside the expression of a statement.
    pub implicit_deep_exprstmt: bool,
    /// `...` between statements also passes into and out of blocks.
    pub go_deeper_stmt: bool,
    /// A class or object of a pattern may have more members in code.
    pub implicit_ellipsis: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            constant_propagation: true,
            symbolic_propagation: false,
            ac_matching: true,
            symmetric_eq: false,
            vardef_assign: true,
            let_is_var: true,
            implicit_deep_exprstmt: true,
            go_deeper_stmt: true,
            implicit_ellipsis: true,
        }
    }
}
