use clap::{Args, Subcommand};

/// `gradus device`.
#[derive(Debug, Args)]
pub struct DeviceArgs {
    /// What to do.
    #[command(subcommand)]
    pub verb: DeviceVerb,
}

/// What to do about devices.
#[derive(Debug, Subcommand)]
pub enum DeviceVerb {
    /// Add a device: one piece, which this person alone uses
    Add(DeviceAddArgs),
    /// Put right what is told of a device; what is left out stays
    Change(DeviceChangeArgs),
    /// List the devices: which may be used today, what is due, and which sizes of the plan none has
    List,
    /// Look at a device before it is used; asks each question
    Check(DeviceCheckArgs),
    /// Write down that a device was cleaned or disinfected
    Clean(DeviceCleanArgs),
    /// Put a device away for good
    Retire(DeviceRetireArgs),
    /// Ask whether a lubricant suits a device or a glove; needs no vault
    Lubricant(LubricantArgs),
}

/// What is told of a device.
#[derive(Debug, Args)]
pub struct DeviceToldArgs {
    /// hegar_double, hegar_single, set_piece, cryothermal or other
    #[arg(long, value_name = "SHAPE")]
    pub shape: Option<String>,
    /// Diameter of each end in millimetres, such as 9,10
    #[arg(long, value_name = "SIZES", value_delimiter = ',')]
    pub size: Vec<String>,
    /// Of what its surface is: silicone, metal, glass, plastic or latex_covered
    #[arg(long, value_name = "MATERIAL")]
    pub material: Option<String>,
    /// It has a base that is wider than the opening
    #[arg(long, conflicts_with = "grip_depth_mm")]
    pub base: bool,
    /// It has a grip: how far the mark lies from the tip, in millimetres
    #[arg(long, value_name = "MM")]
    pub grip_depth_mm: Option<u16>,
    /// sharp_edge, seam, porous, magnetic or weighted: such a device is refused; may be given again
    #[arg(long, value_name = "FLAW")]
    pub flaw: Vec<String>,
    /// Day on which it was first used, YYYY-MM-DD; left out while it is new
    #[arg(long, value_name = "DATE")]
    pub first_use: Option<String>,
    /// How often it is disinfected, in days, as its maker or the clinic says
    #[arg(long, value_name = "DAYS")]
    pub disinfect_every_days: Option<u16>,
    /// After how many days of use it is replaced, as its maker or the clinic says
    #[arg(long, value_name = "DAYS")]
    pub replace_after_days: Option<u16>,
}

/// `gradus device add`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  gradus --vault my device add 'Rod 9/10' --shape hegar_double --size 9,10 --material metal --grip-depth-mm 40
  gradus --vault my device add Blue --shape set_piece --size 12 --material silicone --base --replace-after-days 365

A number that neither the maker nor the clinic gave is left out; none is invented.")]
pub struct DeviceAddArgs {
    /// What you call it
    #[arg(value_name = "NAME")]
    pub name: String,
    /// What it is.
    #[command(flatten)]
    pub told: DeviceToldArgs,
}

/// `gradus device change`.
#[derive(Debug, Args)]
pub struct DeviceChangeArgs {
    /// Its name or id
    #[arg(value_name = "DEVICE")]
    pub device: String,
    /// Another name
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// What it is.
    #[command(flatten)]
    pub told: DeviceToldArgs,
}

/// `gradus device check`.
#[derive(Debug, Args)]
#[command(after_help = "\
Asks each question on the terminal; elsewhere every one is answered with --answer. Yes is the answer of a device that may \
go in. No and \"not sure\" bar it; what is broken stays barred.

Example:
  gradus --vault my device check Blue --answer no_crack=yes --answer clean=unsure ...")]
pub struct DeviceCheckArgs {
    /// Its name or id
    #[arg(value_name = "DEVICE")]
    pub device: String,
    /// A question, as `device list --json` names it, with yes, no or unsure; may be given again
    #[arg(long, value_name = "QUESTION=ANSWER", value_parser = answered)]
    pub answer: Vec<(String, String)>,
}

/// `gradus device clean`.
#[derive(Debug, Args)]
pub struct DeviceCleanArgs {
    /// Its name or id
    #[arg(value_name = "DEVICE")]
    pub device: String,
    /// It was disinfected as well: boiled, bleach or makers_way
    #[arg(long, value_name = "METHOD")]
    pub disinfected: Option<String>,
    /// When (RFC 3339); left out: now
    #[arg(long, value_name = "RFC3339")]
    pub at: Option<String>,
}

/// `gradus device retire`.
#[derive(Debug, Args)]
pub struct DeviceRetireArgs {
    /// Its name or id
    #[arg(value_name = "DEVICE")]
    pub device: String,
    /// replaced, broken, lost or other
    #[arg(long, value_name = "REASON")]
    pub reason: String,
}

/// `gradus device lubricant`.
#[derive(Debug, Args)]
pub struct LubricantArgs {
    /// water, silicone, oil, numbing_gel, or unsuitable for saliva, soap and lotion
    #[arg(value_name = "LUBRICANT")]
    pub lubricant: String,
    /// What it meets: silicone, latex, metal, glass or plastic
    #[arg(value_name = "SURFACE")]
    pub surface: String,
}

/// A question and its answer.
pub fn answered(text: &str) -> Result<(String, String), String> {
    let right = "write a question with yes, no or unsure, such as clean=yes";
    let (question, answer) = text.split_once('=').ok_or(right)?;
    let answer = match answer {
        "yes" => "true",
        "no" => "false",
        "unsure" => "unknown",
        _ => return Err(right.to_owned()),
    };
    Ok((question.to_owned(), answer.to_owned()))
}
