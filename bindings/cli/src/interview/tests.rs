use super::*;
use crate::facts_file::tests::question;

fn questions() -> Vec<FactQuestion> {
    let mut all = [question("green_vomit", "yes_no"), question("t", "number"), question("bleeding", "level")];
    for (row, question) in all.iter_mut().enumerate() {
        question.any_of = u32::try_from(row).ok();
    }
    all.to_vec()
}

fn with(
    questions: &[FactQuestion],
    about: bool,
    needs: &[&str],
    typed: &str,
) -> (Option<Vec<String>>, String) {
    let needs = |_: &[FactAnswer]| needs.iter().map(|&id| id.to_owned()).collect();
    let interview = Interview { questions, about, needs: &needs, page: &|| Page::new(60) };
    let mut out = Vec::new();
    let answers = interview.run(&mut typed.as_bytes(), &mut out).expect("no I/O fails");
    let out = anstream::adapter::strip_str(&String::from_utf8(out).expect("UTF-8")).to_string();
    let given = |all: Vec<FactAnswer>| all.into_iter().map(|g| format!("{}={}", g.id, g.answer)).collect();
    (answers.map(given), out)
}

fn run(typed: &str) -> (Option<Vec<String>>, String) {
    with(&questions(), false, &[], typed)
}

#[test]
fn each_kind_is_answered_in_its_own_way_and_only_in_its_own() {
    let (answers, out) = run("n\n38,1\n2\n");
    assert_eq!(answers.expect("all answered"), ["green_vomit=false", "t=38.1", "bleeding=streak"]);
    assert!(out.contains("1. Question?") && out.contains("1 No blood"), "{out}");
    assert_eq!(out.matches("y yes, n no").count(), 1, "yes and no are offered where they are answers: {out}");
    assert_eq!(out.matches("1 to 2, or s for not sure").count(), 1);
    assert_eq!(out.matches("a number in °C, or s for not sure").count(), 1);
}

#[test]
fn a_level_is_shown_in_its_words_and_taken_by_number_words_or_name() {
    for typed in ["2", "a streak", "A Streak", "streak"] {
        let (answers, out) = run(&format!("n\n37\n{typed}\n"));
        assert_eq!(answers.expect("all answered")[2], "bleeding=streak", "{typed}");
        assert!(out.contains("2 A streak"), "{out}");
    }
}

#[test]
fn not_sure_is_taken_at_every_question() {
    let (answers, _) = run("s\nnot sure\nS\n");
    assert!(answers.expect("all answered").iter().all(|given| given.ends_with("=unknown")));
}

#[test]
fn an_empty_line_chooses_nothing_and_a_slip_asks_again() {
    let (answers, out) = run("\nmaybe\nyes\n381\n38.15\nNaN\n38.1\n9\nnone\n");
    assert_eq!(answers.expect("all answered"), ["green_vomit=true", "t=38.1", "bleeding=none"]);
    assert_eq!(out.matches("Please answer y for yes").count(), 2);
    assert_eq!(out.matches("Please type a number from 30 to 43").count(), 3);
    assert_eq!(out.matches("Please choose 1 to 2").count(), 1);
}

#[test]
fn a_question_left_out_is_not_asked_rather_than_unknown() {
    let (answers, _) = run("x\n38.1\nx\n");
    assert_eq!(answers.expect("all done"), ["t=38.1"]);
}

#[test]
fn going_back_asks_again_and_forgets_the_answer() {
    let (answers, out) = run("b\ny\n38.1\nb\nb\nn\n37\n1\n");
    assert_eq!(answers.expect("all answered"), ["green_vomit=false", "t=37", "bleeding=none"]);
    assert_eq!(out.matches("This is the first question.").count(), 1);
}

#[test]
fn leaving_works_at_every_question_and_gives_no_answers_at_all() {
    for typed in ["q\n", "y\nq\n", "y\n38.1\nquit\n", "y\n38.1\n"] {
        assert!(run(typed).0.is_none(), "{typed:?}");
    }
}

#[test]
fn one_known_answer_settles_its_row_and_not_sure_tries_the_next_way_of_asking() {
    let mut all = questions();
    all[0].any_of = Some(1);
    all[1].any_of = Some(1);
    let (answers, _) = with(&all, false, &[], "y\n1\n");
    assert_eq!(answers.expect("two questions"), ["green_vomit=true", "bleeding=none"]);
    let (answers, _) = with(&all, false, &[], "s\n37\n1\n");
    assert_eq!(answers.expect("three questions"), ["green_vomit=unknown", "t=37", "bleeding=none"]);
}

#[test]
fn what_the_answers_make_necessary_is_asked_before_anything_else() {
    let mut all = questions();
    for question in &mut all[1..] {
        question.required = false;
        question.any_of = None;
    }
    let (answers, out) = with(&all, false, &["bleeding"], "y\n1\nn\n");
    assert_eq!(answers.expect("all done"), ["green_vomit=true", "bleeding=none"]);
    assert!(out.contains("Is anything else different"), "{out}");
}

#[test]
fn the_further_questions_come_only_if_something_is_going_on_and_can_be_finished() {
    let mut all = questions();
    for question in &mut all[1..] {
        question.required = false;
        question.any_of = None;
    }
    assert_eq!(with(&all, false, &[], "y\nn\n").0.expect("done"), ["green_vomit=true"]);
    assert_eq!(with(&all, false, &[], "y\nx\n").0.expect("done"), ["green_vomit=true"]);
    for more in ["y", "s"] {
        let (answers, out) = with(&all, false, &[], &format!("y\n{more}\n37\n1\n"));
        assert_eq!(answers.expect("all"), ["green_vomit=true", "t=37", "bleeding=none"]);
        assert!(out.contains("2 questions are left"), "{out}");
    }
    let (answers, _) = with(&all, false, &[], "y\ny\n37\nf\n");
    assert_eq!(answers.expect("finished"), ["green_vomit=true", "t=37"]);
    assert!(with(&all, false, &[], "f\ny\nn\n").1.contains("Please answer y for yes"), "not before that");
}

#[test]
fn a_scale_is_asked_for_by_its_ends() {
    let mut all = questions();
    all[1].unit = Some("points".into());
    let (_, out) = with(&all, false, &[], "y\nq\n");
    assert!(out.contains("30 to 43, or s for not sure: "), "{out}");
}

#[test]
fn a_caregiver_is_asked_about_the_child() {
    let (_, out) = with(&questions(), true, &[], "q\n");
    assert!(out.contains("Question about?") && !out.contains("Question?"), "{out}");
}
