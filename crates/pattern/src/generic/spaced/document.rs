//! The tree of a text.

use super::{atom, lines};

/// A node by its number. Numbers are in pre-order: what a block holds comes right after it.
pub(super) type NodeId = u32;

/// A word or mark, or a block, which has no text of its own.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    /// Where it begins in the text.
    pub start: u32,
    /// Where it ends; where it begins for a block.
    pub end: u32,
    /// The number of its line.
    pub line: u32,
    /// The block that it lies in, or that it is.
    pub block: u32,
}

/// What lies in a block.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Block {
    /// Its first node.
    pub start: NodeId,
    /// The node after its last one.
    pub end: NodeId,
    /// The block around it; the first one's own.
    pub parent: u32,
}

/// A text as lines and blocks.
#[derive(Debug, Default)]
pub(crate) struct Document {
    text: String,
    pub(super) nodes: Vec<Node>,
    /// The blocks; the first is the whole text.
    pub(super) blocks: Vec<Block>,
}

impl Document {
    /// Reads a text.
    pub(crate) fn read(text: String) -> Self {
        let mut growing = Growing { nodes: Vec::new(), blocks: vec![Block::default()], open: vec![(0, 0)] };
        for line in lines(&text) {
            growing.indent(line.indent);
            growing.line(line.content, line.start, line.number);
        }
        while growing.close() {}
        let mut blocks = growing.blocks;
        if let Some(root) = blocks.first_mut() {
            root.end = growing.nodes.len() as NodeId;
        }
        Self { nodes: growing.nodes, blocks, text }
    }

    /// The word or mark that a node is.
    pub(super) fn text(&self, node: &Node) -> &str {
        self.slice(node.start, node.end)
    }

    /// A part of the text.
    pub(super) fn slice(&self, start: u32, end: u32) -> &str {
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }

    pub(super) fn block(&self, block: u32) -> Block {
        self.blocks.get(block as usize).copied().unwrap_or_default()
    }
}

/// A document that is still read.
struct Growing {
    nodes: Vec<Node>,
    blocks: Vec<Block>,
    /// The blocks that are open because of indentation, the outermost first, and how far they are indented.
    open: Vec<(u32, usize)>,
}

impl Growing {
    fn current(&self) -> (u32, usize) {
        self.open.last().copied().unwrap_or_default()
    }

    /// Closes the innermost block, but never the whole text.
    fn close(&mut self) -> bool {
        let is_inner = self.open.len() > 1;
        if is_inner {
            self.open.pop().into_iter().for_each(|(block, _)| self.end(block));
        }
        is_inner
    }

    fn end(&mut self, block: u32) {
        let end = self.nodes.len() as NodeId;
        self.blocks.get_mut(block as usize).into_iter().for_each(|block| block.end = end);
    }

    /// Begins a block below another.
    fn begin(&mut self, parent: u32, start: u32, line: u32) -> u32 {
        let block = self.blocks.len() as u32;
        self.nodes.push(Node { start, end: start, line, block });
        self.blocks.push(Block { start: self.nodes.len() as NodeId, end: 0, parent });
        block
    }

    /// Opens and closes blocks for a line that is indented so far.
    fn indent(&mut self, indent: usize) {
        while indent < self.current().1 && self.close() {}
        let (block, own) = self.current();
        if indent > own {
            let inner = self.begin(block, 0, 0);
            self.open.push((inner, indent));
        }
    }

    /// The words and marks of a line. What stands between brackets of the line is a block.
    fn line(&mut self, content: &str, start: usize, line: u32) {
        let atoms = atoms(content);
        let partners = partners(content, &atoms);
        let mut inside = vec![self.current().0];
        let mut next = partners.iter().copied().peekable();
        let mut ends: Vec<usize> = Vec::new();
        for (number, (at, length)) in atoms.into_iter().enumerate() {
            let at = (start + at) as u32;
            if ends.last() == Some(&number) {
                ends.pop();
                inside.pop().into_iter().for_each(|block| self.end(block));
            }
            let block = inside.last().copied().unwrap_or_default();
            self.nodes.push(Node { start: at, end: at + length as u32, line, block });
            if let Some((_, close)) = next.next_if(|(open, _)| *open == number) {
                inside.push(self.begin(block, at, line));
                ends.push(close);
            }
        }
    }
}

/// The words and marks of a line: where they begin, and how long they are.
fn atoms(content: &str) -> Vec<(usize, usize)> {
    let mut atoms = Vec::new();
    let mut at = 0;
    while let Some(rest) = content.get(at..) {
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let Some(length) = rest.get(blanks..).and_then(atom) else { break };
        atoms.push((at + blanks, length));
        at += blanks + length;
    }
    atoms
}

/// The brackets of a line that belong together and hold something, by the numbers of their atoms, in the order of the opening
/// ones. A bracket closes only the last one that is open.
fn partners(content: &str, atoms: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let (mut open, mut pairs) = (Vec::new(), Vec::new());
    for (number, (at, _)) in atoms.iter().enumerate() {
        match content.as_bytes().get(*at) {
            Some(b'(') => open.push((b')', number)),
            Some(b'[') => open.push((b']', number)),
            Some(b'{') => open.push((b'}', number)),
            Some(byte) => {
                if let Some((_, opening)) = open.pop_if(|(closing, _)| closing == byte)
                    && opening + 1 < number
                {
                    pairs.push((opening, number));
                }
            }
            None => {}
        }
    }
    pairs.sort_unstable();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree with its blocks in angle brackets.
    fn shown(text: &str) -> String {
        let document = Document::read(text.to_owned());
        let mut shown = String::new();
        let mut ends = Vec::new();
        for (number, node) in document.nodes.iter().enumerate() {
            while ends.last() == Some(&number) {
                ends.pop();
                shown.push_str("> ");
            }
            if node.start == node.end {
                shown.push_str("< ");
                ends.push(document.block(node.block).end as usize);
            } else {
                shown.push_str(document.text(node));
                shown.push(' ');
            }
        }
        ends.iter().for_each(|_| shown.push_str("> "));
        shown.trim_end().to_owned()
    }

    #[test]
    fn lines_and_brackets_are_a_tree() {
        for (text, expected) in [
            ("", ""),
            ("hello, world\n", "hello , world"),
            ("a\n    b\n", "a < b >"),
            ("a b\n\n \t\nc d", "a b c d"),
            ("a\n  b\n    c\n d\ne", "a < b < c > > < d > e"),
            ("\ta\n        b", "< a b >"),
            ("()", "( )"),
            ("a (b [c{}]) d", "a ( < b [ < c { } > ] > ) d"),
            ("a ( b\nc (\n)", "a ( b c ( )"),
            ("a ( {b} ] c", "a ( { < b > } ] c"),
            ("a ( ) b { ] c", "a ( ) b { ] c"),
            ("(]", "( ]"),
            ("é$X...\r\n", "é $ X . . ."),
        ] {
            assert_eq!(shown(text), expected, "{text:?}");
        }
    }
}
