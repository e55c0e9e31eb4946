//! From words to an expression, by Python's precedence.

use super::token::{Token, tokens};
use super::{Binary, ComparisonError, Expression, Function, Unary, Value};
use crate::Metavariable;
use crate::rule::Regex;

/// Levels of nesting that are read.
const DEPTH: usize = 64;

/// Words that one expression may have.
const LENGTH: usize = 1024;

/// The binary operators of each level, weakest first, between `not` and the unary signs.
const LEVELS: &[&[(&str, Binary)]] = &[
    &[("|", Binary::BitOr)],
    &[("^", Binary::BitXor)],
    &[("&", Binary::BitAnd)],
    &[("+", Binary::Add), ("-", Binary::Subtract)],
    &[("*", Binary::Multiply), ("/", Binary::Divide), ("%", Binary::Modulo)],
];

const COMPARISONS: &[(&str, Binary)] = &[
    ("==", Binary::Equal),
    ("!=", Binary::NotEqual),
    ("<=", Binary::LessEqual),
    (">=", Binary::GreaterEqual),
    ("<", Binary::Less),
    (">", Binary::Greater),
];

type Parsed = Result<Expression, ComparisonError>;

/// Reads a whole text.
pub(super) fn parse(text: &str, regexes: &dyn Fn(&str) -> Result<Regex, String>) -> Parsed {
    let tokens = tokens(text)?;
    if tokens.len() > LENGTH {
        return Err(ComparisonError { at: 0, message: "the comparison is too long".to_owned() });
    }
    let mut parser = Parser { tokens: &tokens, next: 0, depth: 0, regexes };
    let expression = parser.or()?;
    match parser.peek() {
        Token::End => Ok(expression),
        _ => Err(parser.error("an operator or the end was expected")),
    }
}

struct Parser<'t> {
    tokens: &'t [(usize, Token)],
    next: usize,
    depth: usize,
    regexes: &'t dyn Fn(&str) -> Result<Regex, String>,
}

impl Parser<'_> {
    fn peek(&self) -> &Token {
        self.tokens.get(self.next).map_or(&Token::End, |(_, token)| token)
    }

    fn at(&self) -> usize {
        self.tokens.get(self.next).or(self.tokens.last()).map_or(0, |(at, _)| *at)
    }

    fn error(&self, message: impl Into<String>) -> ComparisonError {
        ComparisonError { at: self.at(), message: message.into() }
    }

    fn takes_sign(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Token::Sign(found) if *found == sign);
        self.next += usize::from(found);
        found
    }

    fn takes_word(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Token::Name(found) if **found == *word);
        self.next += usize::from(found);
        found
    }

    fn expects(&mut self, sign: &str) -> Result<(), ComparisonError> {
        if self.takes_sign(sign) { Ok(()) } else { Err(self.error(format!("`{sign}` was expected"))) }
    }

    /// One level deeper.
    fn nested(&mut self, read: impl FnOnce(&mut Self) -> Parsed) -> Parsed {
        if self.depth == DEPTH {
            return Err(self.error("the comparison is nested too deeply"));
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    fn or(&mut self) -> Parsed {
        let mut left = self.and()?;
        while self.takes_word("or") {
            left = binary(Binary::Or, left, self.and()?);
        }
        Ok(left)
    }

    fn and(&mut self) -> Parsed {
        let mut left = self.not()?;
        while self.takes_word("and") {
            left = binary(Binary::And, left, self.not()?);
        }
        Ok(left)
    }

    fn not(&mut self) -> Parsed {
        if self.takes_word("not") {
            let operand = self.nested(Self::not)?;
            return Ok(Expression::Unary(Unary::Not, Box::new(operand)));
        }
        self.comparison()
    }

    fn comparison(&mut self) -> Parsed {
        let mut operands = vec![self.level(0)?];
        let mut operators = Vec::new();
        while let Some(operator) = self.comparison_operator()? {
            operators.push(operator);
            operands.push(self.level(0)?);
        }
        match (<[Expression; 2]>::try_from(operands), operators.as_slice()) {
            (Ok([left, right]), [operator]) => Ok(binary(*operator, left, right)),
            (Ok(_), _) => Err(self.error("a comparison was expected")),
            (Err(mut operands), []) => operands.pop().ok_or_else(|| self.error("a value was expected")),
            (Err(operands), _) => Ok(Expression::Chain(operands, operators)),
        }
    }

    fn comparison_operator(&mut self) -> Result<Option<Binary>, ComparisonError> {
        if let Some((_, operator)) = COMPARISONS.iter().find(|(sign, _)| self.takes_sign(sign)) {
            return Ok(Some(*operator));
        }
        if self.takes_word("in") {
            return Ok(Some(Binary::In));
        }
        if !self.takes_word("not") {
            return Ok(None);
        }
        if self.takes_word("in") { Ok(Some(Binary::NotIn)) } else { Err(self.error("`in` was expected after `not`")) }
    }

    fn level(&mut self, level: usize) -> Parsed {
        let Some(operators) = LEVELS.get(level) else { return self.unary() };
        let mut left = self.level(level + 1)?;
        while let Some((_, operator)) = operators.iter().find(|(sign, _)| self.takes_sign(sign)) {
            left = binary(*operator, left, self.level(level + 1)?);
        }
        Ok(left)
    }

    fn unary(&mut self) -> Parsed {
        let signs = [("-", Unary::Minus), ("+", Unary::Plus), ("~", Unary::Invert)];
        if let Some((_, operator)) = signs.iter().find(|(sign, _)| self.takes_sign(sign)) {
            let operand = self.nested(Self::unary)?;
            return Ok(Expression::Unary(*operator, Box::new(operand)));
        }
        let base = self.atom()?;
        if self.takes_sign("**") {
            let exponent = self.nested(Self::unary)?;
            return Ok(binary(Binary::Power, base, exponent));
        }
        Ok(base)
    }

    fn atom(&mut self) -> Parsed {
        match self.peek().clone() {
            Token::Literal(value) => {
                self.next += 1;
                Ok(Expression::Literal(value))
            }
            Token::Metavariable(name) => {
                self.next += 1;
                Ok(Expression::Metavariable(Metavariable::new(name)))
            }
            Token::Name(name) => self.name(&name),
            Token::Sign("(") => {
                self.next += 1;
                self.parenthesised()
            }
            Token::Sign("[") => {
                self.next += 1;
                Ok(Expression::List(self.items("]")?))
            }
            Token::Sign(sign) => Err(self.error(format!("a value was expected, not `{sign}`"))),
            Token::End => Err(self.error("a value was expected, not the end")),
        }
    }

    fn parenthesised(&mut self) -> Parsed {
        let first = self.nested(Self::or)?;
        if self.takes_sign(")") {
            return Ok(first);
        }
        self.expects(",")?;
        let mut items = vec![first];
        items.extend(self.items(")")?);
        Ok(Expression::List(items))
    }

    /// What stands between commas up to the closing sign.
    fn items(&mut self, close: &str) -> Result<Vec<Expression>, ComparisonError> {
        let mut items = Vec::new();
        while !self.takes_sign(close) {
            items.push(self.nested(Self::or)?);
            if !self.takes_sign(",") {
                self.expects(close)?;
                break;
            }
        }
        Ok(items)
    }

    fn name(&mut self, name: &str) -> Parsed {
        let at = self.next;
        self.next += 1;
        match name {
            "True" | "true" => return Ok(Expression::Literal(Value::Bool(true))),
            "False" | "false" => return Ok(Expression::Literal(Value::Bool(false))),
            _ => {}
        }
        let mut path = name.to_owned();
        while self.takes_sign(".") {
            let Token::Name(part) = self.peek().clone() else { return Err(self.error("a name was expected")) };
            self.next += 1;
            path = format!("{path}.{part}");
        }
        if !self.takes_sign("(") {
            self.next = at;
            return Err(self.error(format!("`{path}` is no value; metavariables begin with `$`, texts have quotes")));
        }
        let arguments = self.items(")")?;
        if path == "re.match" {
            self.next = at;
            return self.regex_match(arguments, at);
        }
        Ok(Expression::Call(Function::of_name(&path), arguments))
    }

    fn regex_match(&mut self, arguments: Vec<Expression>, at: usize) -> Parsed {
        let end = self.closing(at);
        match <[Expression; 2]>::try_from(arguments) {
            Ok([Expression::Literal(Value::Text(pattern)), text]) => {
                let regex = (self.regexes)(&pattern).map_err(|message| self.error(message))?;
                self.next = end;
                Ok(Expression::Match(regex, Box::new(text)))
            }
            _ => Err(self.error("`re.match` takes a regular expression in quotes and a value")),
        }
    }

    /// The word after the parenthesis that closes the first one after `at`.
    fn closing(&self, at: usize) -> usize {
        let mut open = 0_usize;
        for (index, (_, token)) in self.tokens.iter().enumerate().skip(at) {
            match token {
                Token::Sign("(") => open += 1,
                Token::Sign(")") if open == 1 => return index + 1,
                Token::Sign(")") => open = open.saturating_sub(1),
                _ => {}
            }
        }
        self.tokens.len()
    }
}

fn binary(operator: Binary, left: Expression, right: Expression) -> Expression {
    Expression::Binary(operator, Box::new(left), Box::new(right))
}
