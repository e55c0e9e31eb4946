//! How a rule matches.

use std::sync::Arc;

/// Which engine reads patterns of the language `generic`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum GenericEngine {
    /// Words and indentation.
    #[default]
    Spacegrep,
    /// Words and brackets, on one line or several.
    Aliengrep,
}

/// The comments that are passed over in the language `generic`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GenericComments {
    /// `/* */`.
    C,
    /// `/* */` and `//`.
    Cpp,
    /// `#`.
    Shell,
}

macro_rules! options {
    ($( $(#[$doc:meta])* $name:ident = $default:literal; )*) => {
        /// The options of a rule, all with Semgrep's defaults where a rule says nothing.
        #[derive(Debug, Clone, PartialEq)]
        #[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
        pub struct Options {
            $( $(#[$doc])* pub $name: bool, )*
            /// `source` or `sink`: which of the two a finding of taint points at.
            pub taint_focus_on_source: bool,
            /// Which engine reads patterns of the language `generic`.
            pub generic_engine: GenericEngine,
            /// Brackets in place of the usual ones, in the language `generic`.
            pub generic_braces: Option<Vec<(Arc<str>, Arc<str>)>>,
            /// Brackets beside the usual ones, in the language `generic`.
            pub generic_extra_braces: Vec<(Arc<str>, Arc<str>)>,
            /// Characters of words beside the usual ones, in the language `generic`.
            pub generic_extra_word_characters: Vec<Arc<str>>,
            /// Lines that `...` may span at most, in the language `generic`.
            pub generic_ellipsis_max_span: u32,
            /// Comments that are passed over, in the language `generic`.
            pub generic_comment_style: Option<GenericComments>,
            /// Findings of one file that are reported at most.
            pub max_match_per_file: Option<u32>,
        }

        impl Default for Options {
            fn default() -> Self {
                Self {
                    $( $name: $default, )*
                    taint_focus_on_source: false,
                    generic_engine: GenericEngine::Spacegrep,
                    generic_braces: None,
                    generic_extra_braces: Vec::new(),
                    generic_extra_word_characters: Vec::new(),
                    generic_ellipsis_max_span: 10,
                    generic_comment_style: None,
                    max_match_per_file: None,
                }
            }
        }

        impl Options {
            /// The names of the options that are on or off.
            pub(crate) const SWITCHES: &'static [&'static str] = &[$( stringify!($name), )*];

            /// The option of a name, if it is one that is on or off.
            pub(crate) fn switch_mut(&mut self, name: &str) -> Option<&mut bool> {
                match name {
                    $( stringify!($name) => Some(&mut self.$name), )*
                    _ => None,
                }
            }
        }
    };
}

options! {
    /// Variables that hold a constant match its value.
    constant_propagation = true;
    /// Variables that hold an expression match the expression.
    symbolic_propagation = false;
    /// Metavariables that a source and a sink share must be equal.
    taint_unify_mvars = false;
    /// A call does not carry the taint of its arguments.
    taint_assume_safe_functions = false;
    /// An index does not carry taint.
    taint_assume_safe_indexes = false;
    /// A comparison does not carry taint.
    taint_assume_safe_comparisons = false;
    /// A value known to be a truth value is not tainted.
    taint_assume_safe_booleans = false;
    /// A value known to be a number is not tainted.
    taint_assume_safe_numbers = false;
    /// Only assignments carry taint.
    taint_only_propagate_through_assignments = false;
    /// Taint crosses the functions of a file.
    taint_intrafile = false;
    /// Taint crosses files.
    taint_interfile = false;
    /// The rule is meant for analysis across files.
    interfile = false;
    /// Effects of functions are kept with the conditions of their branches.
    guarded_taint_signatures = false;
    /// Operands of associative and commutative operators match in any order and grouping.
    ac_matching = true;
    /// `a && b` matches `b && a`.
    commutative_boolop = false;
    /// An older name of `symmetric_eq`.
    commutative_compop = false;
    /// `a == b` matches `b == a`.
    symmetric_eq = false;
    /// `$X = $E` matches `var x = 1`.
    vardef_assign = true;
    /// `$X = $E` matches the fields of a class.
    flddef_assign = false;
    /// `f($X)` matches `@f(a)`.
    attr_expr = true;
    /// Names that are equal and resolve to different things do not match.
    unify_ids_strictly = true;
    /// Arrow functions match function patterns.
    arrow_is_function = true;
    /// `let` and `const` match `var`.
    let_is_var = true;
    /// Deep ellipses go into every expression.
    go_deeper_expr = true;
    /// Statement ellipses go into blocks.
    go_deeper_stmt = true;
    /// A pattern that is an expression matches inside of an expression statement.
    implicit_deep_exprstmt = true;
    /// Records match with more fields than the pattern has.
    implicit_ellipsis = true;
    /// `<a />` matches `<a></a>`.
    xml_singleton_loose_matching = true;
    /// Elements match with more attributes than the pattern has.
    xml_attrs_implicit_ellipsis = true;
    /// Children of elements match in order.
    xml_children_ordered = true;
    /// The last expression of a function is what it returns.
    implicit_return = true;
    /// Decorators match in order.
    decorators_order_matters = false;
    /// Patterns of the language `generic` span lines.
    generic_multiline = true;
    /// Patterns of the language `generic` match in any case.
    generic_caseless = false;
}
