//! How a condition is written: a small closed language without negation over danger signs.
//!
//! ```text
//! either  = each { "or" each }                 `and` and `or` are never mixed without parentheses
//! each    = part { "and" part }
//! part    = "(" either ")" | "all" "(" list ")" | "any" "(" list ")" | "at_least" "(" n "," list ")"
//!         | "not" name | name [ ">=" value | "<" value ]
//! ```

/// A mistake in a condition, with the column (counted from 1, in characters) where it stands.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("at column {column}: {wrong}")]
pub(crate) struct ExpressionError {
    pub(crate) column: usize,
    pub(crate) wrong: String,
    /// What would be right.
    pub(crate) right: String,
}

/// A condition as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Expression {
    /// A yes-or-no fact, or a macro.
    Name { name: String, column: usize },
    /// The opposite of a context fact.
    Not { name: String, column: usize },
    /// A fact against a bound.
    Compare { name: String, column: usize, below: bool, bound: String, bound_column: usize },
    /// At least so many of the parts.
    Of { need: Need, parts: Vec<Expression> },
}

/// How many of the parts must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    All,
    Any,
    AtLeast(u8),
}

/// Parentheses deeper than this are refused, so that reading needs little stack.
const MAX_DEPTH: usize = 24;

impl Expression {
    pub(crate) fn parse(text: &str) -> Result<Self, ExpressionError> {
        let tokens = tokens(text)?;
        let end = text.chars().count() + 1;
        let mut parser = Parser { tokens, at: 0, end, depth: 0 };
        let expression = parser.either()?;
        match parser.peek() {
            None => Ok(expression),
            Some(_) => parser.fail("the condition ends before this", "join conditions with `and` or `or`"),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Word(String),
    Open,
    Close,
    Comma,
    AtLeast,
    Below,
}

fn tokens(text: &str) -> Result<Vec<(usize, Token)>, ExpressionError> {
    let letters: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        let column = at + 1;
        let in_word = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
        let token = match letter {
            letter if letter.is_whitespace() => {
                at += 1;
                continue;
            }
            '(' => Token::Open,
            ')' => Token::Close,
            ',' => Token::Comma,
            '<' if letters.get(at + 1) != Some(&'=') => Token::Below,
            '>' if letters.get(at + 1) == Some(&'=') => {
                at += 1;
                Token::AtLeast
            }
            letter if in_word(&letter) => {
                let word: String = letters[at..].iter().take_while(|c| in_word(c)).collect();
                at += word.len() - 1;
                Token::Word(word)
            }
            letter => {
                let wrong = format!("`{}` has no meaning here", letter.escape_debug());
                return Err(ExpressionError { column, wrong, right: COMPARE.to_owned() });
            }
        };
        tokens.push((column, token));
        at += 1;
    }
    Ok(tokens)
}

const COMPARE: &str = "compare with >= or <, join with `and` or `or`";
const PART: &str = "write a fact, a macro, all(...), any(...) or at_least(n, ...)";

struct Parser {
    tokens: Vec<(usize, Token)>,
    at: usize,
    end: usize,
    depth: usize,
}

type Parsed<T> = Result<T, ExpressionError>;

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(_, token)| token)
    }

    fn column(&self) -> usize {
        self.tokens.get(self.at).map_or(self.end, |(column, _)| *column)
    }

    fn fail<T>(&self, wrong: impl Into<String>, right: &str) -> Parsed<T> {
        Err(ExpressionError { column: self.column(), wrong: wrong.into(), right: right.to_owned() })
    }

    fn expect(&mut self, token: &Token, shown: &str) -> Parsed<()> {
        if self.peek() != Some(token) {
            return self.fail(format!("`{shown}` is missing"), &format!("put `{shown}` here"));
        }
        self.at += 1;
        Ok(())
    }

    fn takes_word(&mut self, wanted: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Word(word)) if word == wanted);
        self.at += usize::from(found);
        found
    }

    fn either(&mut self) -> Parsed<Expression> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return self.fail("too many parentheses", "name a part of it as a macro");
        }
        let first = self.part()?;
        let mut parts = vec![first];
        let mut need = None;
        loop {
            let joined = if self.takes_word("and") {
                Need::All
            } else if self.takes_word("or") {
                Need::Any
            } else {
                break;
            };
            if need.is_some_and(|need| need != joined) {
                self.at -= 1;
                return self.fail("`and` and `or` are mixed", "put parentheses around one of them");
            }
            need = Some(joined);
            parts.push(self.part()?);
        }
        self.depth -= 1;
        Ok(match need {
            Some(need) => Expression::Of { need, parts },
            None => parts.remove(0),
        })
    }

    fn part(&mut self) -> Parsed<Expression> {
        let column = self.column();
        let word = match self.peek() {
            Some(Token::Open) => {
                self.at += 1;
                let inner = self.either()?;
                self.expect(&Token::Close, ")")?;
                return Ok(inner);
            }
            Some(Token::Word(word)) => word.clone(),
            Some(_) => return self.fail("a part is missing before this", PART),
            None => return self.fail("the condition breaks off", PART),
        };
        self.at += 1;
        match word.as_str() {
            "all" => self.list(Need::All),
            "any" => self.list(Need::Any),
            "at_least" => self.at_least(),
            "not" => self.not(),
            "and" | "or" => {
                self.at -= 1;
                self.fail(format!("`{word}` needs a part before it"), PART)
            }
            _ => self.atom(word, column),
        }
    }

    fn not(&mut self) -> Parsed<Expression> {
        let column = self.column();
        let Some(Token::Word(name)) = self.peek().cloned() else {
            return self.fail("`not` needs the name of a context fact", "write `not` and one context fact");
        };
        self.at += 1;
        Ok(Expression::Not { name, column })
    }

    fn at_least(&mut self) -> Parsed<Expression> {
        self.expect(&Token::Open, "(")?;
        let count = match self.peek() {
            Some(Token::Word(word)) => word.parse::<u8>().ok().filter(|count| *count > 0),
            _ => None,
        };
        let Some(count) = count else {
            return self.fail("at_least needs a count", "write at_least(2, first, second, third)");
        };
        let column = self.column();
        self.at += 1;
        self.expect(&Token::Comma, ",")?;
        let parts = self.parts()?;
        if usize::from(count) > parts.len() {
            let wrong = format!("at_least({count}, ...) has {} parts", parts.len());
            let right = "ask for no more than there are".to_owned();
            return Err(ExpressionError { column, wrong, right });
        }
        Ok(Expression::Of { need: Need::AtLeast(count), parts })
    }

    fn list(&mut self, need: Need) -> Parsed<Expression> {
        self.expect(&Token::Open, "(")?;
        Ok(Expression::Of { need, parts: self.parts()? })
    }

    fn parts(&mut self) -> Parsed<Vec<Expression>> {
        let mut parts = vec![self.either()?];
        while self.peek() == Some(&Token::Comma) {
            self.at += 1;
            parts.push(self.either()?);
        }
        self.expect(&Token::Close, ")")?;
        if parts.len() > usize::from(u8::MAX) {
            return self.fail("more than 255 parts", "name some of them as a macro");
        }
        Ok(parts)
    }

    fn atom(&mut self, name: String, column: usize) -> Parsed<Expression> {
        let below = match self.peek() {
            Some(Token::AtLeast) => false,
            Some(Token::Below) => true,
            _ => return Ok(Expression::Name { name, column }),
        };
        self.at += 1;
        let bound_column = self.column();
        let Some(Token::Word(bound)) = self.peek().cloned() else {
            return self.fail("a value is missing", "write a number or a level");
        };
        self.at += 1;
        Ok(Expression::Compare { name, column, below, bound, bound_column })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        Expression::parse(text).expect_err("a mistake").to_string()
    }

    #[test]
    fn conditions_are_read_as_written() {
        let name = |name: &str, column| Expression::Name { name: name.to_owned(), column };
        assert_eq!(
            Expression::parse("any(a, b >= 38.0) and not c"),
            Ok(Expression::Of {
                need: Need::All,
                parts: vec![
                    Expression::Of {
                        need: Need::Any,
                        parts: vec![
                            name("a", 5),
                            Expression::Compare {
                                name: "b".to_owned(),
                                column: 8,
                                below: false,
                                bound: "38.0".to_owned(),
                                bound_column: 13,
                            },
                        ],
                    },
                    Expression::Not { name: "c".to_owned(), column: 27 },
                ],
            })
        );
        assert_eq!(Expression::parse("( a )"), Ok(name("a", 3)));
        assert!(matches!(
            Expression::parse("at_least(2, a, b < 3, c)"),
            Ok(Expression::Of { need: Need::AtLeast(2), parts }) if parts.len() == 3
        ));
    }

    #[test]
    fn every_mistake_names_its_column() {
        for (text, said) in [
            ("", "at column 1: the condition breaks off"),
            ("a and", "at column 6: the condition breaks off"),
            ("a and b or c", "at column 9: `and` and `or` are mixed"),
            ("a b", "at column 3: the condition ends before this"),
            ("(a", "at column 3: `)` is missing"),
            ("any a", "at column 5: `(` is missing"),
            ("any()", "at column 5: a part is missing before this"),
            ("or a", "at column 1: `or` needs a part before it"),
            ("a > 3", "at column 3: `>` has no meaning here"),
            ("a <= 3", "at column 3: `<` has no meaning here"),
            ("a >= ", "at column 6: a value is missing"),
            ("not (a)", "at column 5: `not` needs the name of a context fact"),
            ("at_least(0, a)", "at column 10: at_least needs a count"),
            ("at_least(3, a, b)", "at column 10: at_least(3, ...) has 2 parts"),
            ("ä", "at column 1: `ä` has no meaning here"),
        ] {
            assert_eq!(error(text), said, "{text}");
        }
        assert!(error(&"(".repeat(500)).contains("too many parentheses"));
    }
}
