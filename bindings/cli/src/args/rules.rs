use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::files::Source;

/// `gradus rules`.
#[derive(Debug, Args)]
pub struct RulesArgs {
    /// What to do with them.
    #[command(subcommand)]
    pub verb: RulesVerb,
}

/// What to do with the rules.
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  gradus rules explain I1
  gradus rules check danger.toml
  gradus rules reference --out rules.html
  gradus rules diff danger-1.toml danger-2.toml --out changes.html
  gradus rules diff danger.toml danger.toml --new-facts facts.toml
  gradus rules sign danger.toml --key private.hex --out danger.toml.sig
  gradus rules verify danger.toml --signature danger.toml.sig --key public.hex")]
pub enum RulesVerb {
    /// List every rule: when it fires, whom to see, what it does to the next session
    List,
    /// Explain one rule: what it asks, its thresholds tried on both sides, what it rests on, and its advice
    Explain {
        /// Id of the rule, such as I1; those of the setting begin with S, such as SP4
        #[arg(value_name = "ID")]
        id: String,
        /// A pack of danger rules to look in, or - for standard input; without it all rules of this version
        #[arg(long, value_name = "FILE")]
        pack: Option<Source>,
    },
    /// Look through a rule pack for every mistake: unknown names, rules that never fire or hide each other, wrong units,
    /// sources and texts that are not there
    Check {
        /// The rule pack, or - for standard input
        #[arg(value_name = "FILE")]
        file: Source,
    },
    /// Write the whole pack as a page to read, print and sign
    Reference {
        /// File to write
        #[arg(long, value_name = "FILE.html")]
        out: PathBuf,
        /// A rule pack, or - for standard input; without it the one of this version
        #[arg(long, value_name = "FILE")]
        pack: Option<Source>,
        /// Write over a file that is there
        #[arg(long)]
        replace: bool,
    },
    /// Sign a rule pack: write a readable file that says which key stands behind exactly this text
    Sign {
        /// The rule pack
        #[arg(value_name = "FILE")]
        file: Source,
        /// File with the private key, 64 hexadecimal digits, or - for standard input; never the key itself
        #[arg(long, value_name = "KEYFILE")]
        key: Source,
        /// File to write
        #[arg(long, value_name = "FILE.sig")]
        out: PathBuf,
        /// Write over a file that is there
        #[arg(long)]
        replace: bool,
    },
    /// Check that a key signed exactly this rule pack, and that it is no older than the one of this version
    Verify {
        /// The rule pack
        #[arg(value_name = "FILE")]
        file: Source,
        /// Its signature
        #[arg(long, value_name = "FILE.sig")]
        signature: Source,
        /// File with the public key that is trusted, 64 hexadecimal digits
        #[arg(long, value_name = "KEYFILE")]
        key: Source,
    },
    /// Show what changes from one rule pack to another: rules, facts, and answers to cases at the thresholds of both
    Diff {
        /// The older pack
        #[arg(value_name = "OLD")]
        old: Source,
        /// The newer pack
        #[arg(value_name = "NEW")]
        new: Source,
        /// The facts that the older pack is read for; without it those of this version
        #[arg(long, value_name = "FILE")]
        old_facts: Option<Source>,
        /// The facts that the newer pack is read for; without it those of this version
        #[arg(long, value_name = "FILE")]
        new_facts: Option<Source>,
        /// Write a page as well
        #[arg(long, value_name = "FILE.html")]
        out: Option<PathBuf>,
        /// Write over a file that is there
        #[arg(long, requires = "out")]
        replace: bool,
    },
}
