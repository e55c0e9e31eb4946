//! What a node is.

/// The kind of a node. In brackets: its children, in order; a part that is not written stands as [`Kind::Absent`], so that
/// the children of two nodes of one kind correspond by place. `*` marks a list. "Symbol" is what [`Node::symbol`] says.
///
/// [`Node::symbol`]: crate::Node::symbol
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Kind {
    /// A part that is not written.
    Absent,

    // Holes of patterns; never in code.
    /// `...`: any number of whatever stands in the list around it.
    Ellipsis,
    /// `<... e ...>`: `[e]` anywhere below.
    Deep,
    /// `$X`. Symbol: the name with its `$`.
    Metavariable,
    /// `$...XS`. Symbol: the name with its `$...`.
    MetavariableEllipsis,
    /// `(T $X)`, `($X: T)`: `[type]`. Symbol: the name with its `$`.
    TypedMetavariable,

    // Names and literals.
    /// A name where it is used or bound. Symbol: the name.
    Name,
    /// A whole number. Symbol: as written.
    Int,
    /// A number with a fraction or an imaginary part. Symbol: as written.
    Float,
    /// A text without holes, or a piece of a [`Kind::Template`]. Symbol: its content with escapes as written.
    Str,
    /// A text with holes or of several pieces: `[piece*]`. Symbol: `concat` if written as neighbours, `regex` or `shell` for a
    /// regular expression or a command of Ruby or PHP, else empty.
    Template,
    /// `true` or `false`. Symbol: which.
    Bool,
    /// None, null, nil.
    Null,
    /// A regular expression literal. Symbol: as written, with slashes and flags.
    Regex,
    /// A Ruby symbol `:a`; a character of Java, Go, Ruby or C#. Symbol: without the colon; a character as written.
    Atom,
    /// A `...` that code itself writes.
    Dots,

    // Expressions.
    /// `a.b`: `[object, property]`. Symbol: the operator if it is not `.`.
    Member,
    /// `a[i]`: `[object, index]`; several indices stand as [`Kind::Args`].
    Index,
    /// `a[i:j:k]` has one as its index: `[low, high, step]`.
    Slice,
    /// `f(x)`: `[callee, Args]`.
    Call,
    /// `new T(x)`: `[type, Args, Block or Absent]`.
    New,
    /// The arguments of a call: `[argument*]`.
    Args,
    /// An argument by name: `[name, value]`.
    Keyword,
    /// `*a`, `**a`, `...a`: `[value]`. Symbol: the operator.
    Spread,
    /// `-a`, `not a`: `[operand]`. Symbol: the operator; `!` also for `not`.
    Unary,
    /// `a + b`: `[left, right]`. Symbol: the operator; `&&` and `||` also for `and` and `or`.
    Binary,
    /// `c ? a : b`: `[condition, then, else]`.
    Conditional,
    /// `a = b`: `[target, value]`. Symbol: `:=` where that makes variables.
    Assign,
    /// `a += b`: `[target, value]`. Symbol: the operator without `=`.
    AugAssign,
    /// `a++`: `[target]`. Symbol: the operator, with `_` on the side of the target.
    Update,
    /// `(T) a`, `a as T`: `[type, value]`.
    Cast,
    /// `await a`: `[value]`.
    Await,
    /// `yield a`: `[value]`. Symbol: `from` for all of a sequence.
    Yield,
    /// `(a, b)`: `[element*]`.
    Tuple,
    /// `[a, b]`: `[element*]`.
    List,
    /// `{a, b}`: `[element*]`.
    Set,
    /// `{a: b}`, also a JavaScript object or destructuring: `[entry*]`.
    Dict,
    /// `a: b`: `[key, value]`; a key that is a plain word is a [`Kind::Name`].
    Pair,
    /// `[e for x in xs]`: `[element, clause*]`. Symbol: `list`, `set`, `dict` or `generator`.
    Comprehension,
    /// `for x in xs` in a comprehension: `[target, iterable]`.
    ForClause,
    /// `if c` in a comprehension: `[condition]`.
    IfClause,
    /// A function without a name: `[Attributes, Params, ReturnType, Block]`; one of C# may have an expression instead of the
    /// block. Symbol: `->` for one of Ruby that is no block; the name of its own that one of JavaScript may have, `=>` for an
    /// arrow.
    Lambda,
    /// `T<A>`: `[base, TypeArgs]`.
    Generic,
    /// `[type*]`.
    TypeArgs,

    // Definitions.
    /// A function or method: `[Attributes, name, TypeParams, Params, ReturnType, Block]`; one of C# may have an expression
    /// instead of the block. Symbol: `singleton` for one that only an
    /// object has, which stands among the attributes.
    FunctionDef,
    /// A class or the like: `[Attributes, name, TypeParams, Bases, Block]`. Symbol: `class`, `interface`, `enum`, `struct`…
    ClassDef,
    /// A variable or field: `[Attributes, target, type, value]`. Symbol: the keyword, if one is written; `try` for what one
    /// of Java opens.
    Variable,
    /// `[parameter*]`.
    Params,
    /// A parameter: `[Attributes, target, type, default]`. Symbol: `*`, `**`, `...` for one that takes the rest.
    Param,
    /// `[type parameter*]`.
    TypeParams,
    /// What a class extends or implements: `[type or Keyword*]`.
    Bases,
    /// Decorators, annotations and modifiers: `[Decorator or Modifier*]`.
    Attributes,
    /// `@d(x)`: `[callee, Args]`; without brackets, no arguments.
    Decorator,
    /// `static`, `async`, `public`. Symbol: the word.
    Modifier,

    // Statements. An expression that stands in a block is a statement.
    /// A whole file: `[statement*]`.
    Module,
    /// `[statement*]`. Symbol: `single` for one statement of C# without braces.
    Block,
    /// `[condition, Block, Block or If or Absent]`; what `unless` does stands as the second block.
    If,
    /// `[condition, Block, else Block]`.
    While,
    /// `[Block, condition]`.
    DoWhile,
    /// `for (i; c; u)`: `[init, condition, update, Block]`.
    For,
    /// `for x in xs`: `[target, iterable, Block, else Block]`. Symbol: `await` if asynchronous.
    ForEach,
    /// `[subject, Cases]`.
    Switch,
    /// `[Case*]`.
    Cases,
    /// `[Patterns, guard, Block]`; the default case has no patterns.
    Case,
    /// `[pattern*]`.
    Patterns,
    /// `[Block, Catches, else Block, finally Block]`; what a `try` opens stands as variables at the head of the block.
    Try,
    /// `[Catch*]`.
    Catches,
    /// `[type, name, Block]`.
    Catch,
    /// `with a as b`, `using`, `synchronized`: `[Items, Block]`. Symbol: the keyword.
    With,
    /// `[expression or WithItem*]`.
    Items,
    /// `a as b`: `[expression, target]`.
    WithItem,
    /// `[value, cause]`.
    Throw,
    /// `[value]`. Symbol: `implicit` for the body of an expression function.
    Return,
    /// `[label]`.
    Break,
    /// `[label]`.
    Continue,
    /// `[statement]`. Symbol: the label.
    Label,
    /// `[Args]`.
    Assert,
    /// `[target*]`.
    Delete,
    /// `global a`, `nonlocal a`: `[name*]`. Symbol: the keyword.
    Global,
    /// A statement that does nothing.
    Pass,
    /// One imported name: `[module, imported, alias]`. The module is a [`Kind::Path`] or a [`Kind::Str`]; what is imported
    /// is absent for the module itself and a name `*` for all of it. Symbol: `from`, `import`, `require`, `using`…
    Import,
    /// `a.b.c` of an import: `[name*]`. Symbol: leading dots.
    Path,
    /// `package a.b`, `namespace a.b`: `[Path, Block or Absent]`.
    Package,
    /// `go f()`: `[call]`.
    Go,
    /// `defer f()`: `[call]`.
    Defer,

    // Markup.
    /// `<a b="c">d</a>`: `[name, Attributes, child*]`. Symbol: `/` for `<a/>`.
    Element,
    /// `b="c"`: `[name, value]`.
    Attribute,

    /// Anything else: `[part*]`. Symbol: the grammar's own name for it; `ERROR` for what it could not read.
    Other,
}

impl Kind {
    /// Whether the node stands in patterns only.
    pub const fn is_hole(self) -> bool {
        matches!(
            self,
            Self::Ellipsis | Self::Deep | Self::Metavariable | Self::MetavariableEllipsis | Self::TypedMetavariable
        )
    }

    /// Whether the children are a list, so that `...` may stand among them.
    pub const fn is_list(self) -> bool {
        self.is_block()
            || matches!(
                self,
                Self::Template
                    | Self::Args
                    | Self::Tuple
                    | Self::List
                    | Self::Set
                    | Self::Dict
                    | Self::TypeArgs
                    | Self::Params
                    | Self::TypeParams
                    | Self::Bases
                    | Self::Attributes
                    | Self::Cases
                    | Self::Patterns
                    | Self::Catches
                    | Self::Items
                    | Self::Delete
                    | Self::Global
                    | Self::Path
            )
    }

    /// Whether the children are statements.
    pub const fn is_block(self) -> bool {
        matches!(self, Self::Module | Self::Block)
    }

    /// Whether the node is a literal of a fixed value.
    pub const fn is_literal(self) -> bool {
        matches!(self, Self::Int | Self::Float | Self::Str | Self::Bool | Self::Null | Self::Regex | Self::Atom)
    }
}
