//! Where `/next-after`, `/path` and `/roadmap` start from.

use super::*;

#[test]
fn what_comes_next_starts_from_all_that_is_held() {
    check(
        &member(&["pcep", "pcap"], &[]),
        "next-after",
        &expect![[r#"
        Next for you: PCPP1
          From what you hold: PCEP and PCAP.
          Next:
            PCPP1, Certified Professional Python Programmer Level 1: the next step; can be booked (page)
          Also possible:
            PCEA, Certified Entry-Level Automation Specialist with Python: PCEP is recommended before it; on trial, may not be open to everyone (page)
            PCED, Certified Entry-Level Data Analyst with Python: PCEP is recommended before it; can be booked (page)
            PCEI, Certified Entry-Level AI Specialist with Python: PCEP is recommended before it; can be booked (page)
            PCES, Certified Entry-Level Security Specialist with Python: PCEP is recommended before it; can be booked (page)
            PCAD, Certified Associate Data Analyst with Python: PCAP is recommended before it; can be booked (page)
            PCAT, Certified Associate Tester with Python: PCAP is recommended before it; can be booked (page)
            PCET, Certified Entry-Level Tester with Python: another way to go, in the Testing track; can be booked (page)
        [PCPP1] cert certification:pcpp1
        [PCEA] cert certification:pcea
        [PCED] cert certification:pced
        [PCEI] cert certification:pcei
        [As a picture] roadmap
    "#]],
    );
    check(
        &member(&["pcep"], &[]),
        "next-after without:pcap",
        &expect![[r#"
        Next for you: several ways to go on
          From what you hold: PCEP.
          Without PCAP.
          Possible next:
            PCEA, Certified Entry-Level Automation Specialist with Python: PCEP is recommended before it; on trial, may not be open to everyone (page)
            PCED, Certified Entry-Level Data Analyst with Python: PCEP is recommended before it; can be booked (page)
            PCEI, Certified Entry-Level AI Specialist with Python: PCEP is recommended before it; can be booked (page)
            PCES, Certified Entry-Level Security Specialist with Python: PCEP is recommended before it; can be booked (page)
            PCET, Certified Entry-Level Tester with Python: another way to go, in the Testing track; can be booked (page)
        [PCEA] cert certification:pcea
        [PCED] cert certification:pced
        [PCEI] cert certification:pcei
        [PCES] cert certification:pces
        [As a picture] roadmap
    "#]],
    );
    check(
        &member(&[], &["pcap"]),
        "next-after",
        &expect![[r#"
            refused: /next-after needs one more thing
              The certification you have or are about to take. For example: /next-after pcap
              Or tell me once what you hold, with /my add, and I start from there.
            [How /next-after works] help command:next-after
            [How /my add works] help command:"my add"
        "#]],
    );
    check(
        &Context::default(),
        "next-after",
        &expect![[r#"
            refused: /next-after needs one more thing
              The certification you have or are about to take. For example: /next-after pcap
            [How /next-after works] help command:next-after
        "#]],
    );
    check(
        &turned_off(member(&["pcep"], &[])),
        "next-after",
        &expect![[r#"
            refused: /next-after needs one more thing
              The certification you have or are about to take. For example: /next-after pcap
            [How /next-after works] help command:next-after
        "#]],
    );
}

#[test]
fn a_way_starts_from_what_is_held_and_leads_to_what_is_wanted() {
    check(
        &member(&["pcep", "pcap"], &["pcpp2"]),
        "path",
        &expect![[r#"
            Your way to PCPP2
              From what you hold: PCEP and PCAP.
              Steps:
                PCPP1, Certified Professional Python Programmer Level 1: recommended, 65 min, from USD 325; older texts say USD 195 to 295
                PCPP2, Certified Professional Python Programmer Level 2: 65 min, from USD 295, planned, cannot be booked yet; older texts say USD 195
              Price: Required alone: at least USD 295; with every step above: at least USD 620 (prices of September 2026)
              Exam time: Required alone: 65 min; with every step above: 130 min, without preparation or formalities
              The way cannot be finished today: PCPP2 cannot be booked.
            [PCPP2] cert certification:pcpp2
            [PCPP1] cert certification:pcpp1
            [As a picture] roadmap to:pcpp2
            [From the beginning] path to:pcpp2 from:nothing
        "#]],
    );
    check(
        &member(&["pcep"], &["pcpp2", "pcat"]),
        "path",
        &expect![[r#"
        refused: Which one do you mean?
          Tell me which one you want in the end, and I say what leads there.
        [PCPP2] path to:pcpp2
        [PCAT] path to:pcat
        [List them] certs
    "#]],
    );
    check(
        &member(&["pcat"], &[]),
        "path pcap",
        &expect![[r#"
            Your way to PCAP
              From what you hold: PCAT.
              Nothing of it is on the way to PCAP.
              Steps:
                PCAP, Certified Associate Python Programmer: 65 min, from USD 295
              Price: At least USD 295 (prices of September 2026)
              Exam time: 65 min, without preparation or formalities
            [PCAP] cert certification:pcap
            [From the beginning] path to:pcap from:nothing
        "#]],
    );
    check(
        &member(&["pcpp1"], &[]),
        "path pcpp1",
        &expect![[r#"
        Your way to PCPP1
          From what you hold: PCPP1.
          You hold PCPP1: there is nothing left to take.
        [PCPP1] cert certification:pcpp1
        [From the beginning] path to:pcpp1 from:nothing
    "#]],
    );
    check(
        &member(&["pcep"], &[]),
        "path",
        &expect![[r#"
            refused: /path needs one more thing
              The certification you want in the end. For example: /path pcpp2
              Or tell me once what you want, with /my add and as:wanted, and I lead you there.
            [How /path works] help command:path
            [How /my add works] help command:"my add"
        "#]],
    );
    check(
        &member(&[], &["pcap"]),
        "path",
        &expect![[r#"
            The way to PCAP
              Steps:
                PCEP, Certified Entry-Level Python Programmer: recommended, 40 min, from USD 69; some pages still say USD 59
                PCAP, Certified Associate Python Programmer: 65 min, from USD 295
              Price: Required alone: at least USD 295; with every step above: at least USD 364 (prices of September 2026)
              Exam time: Required alone: 65 min; with every step above: 105 min, without preparation or formalities
            [PCAP] cert certification:pcap
            [PCEP] cert certification:pcep
            [As a picture] roadmap to:pcap
        "#]],
    );
}

#[test]
fn a_call_that_says_everything_is_answered_as_for_anybody() {
    let context = member(&["pcep", "pcap"], &["pcpp2"]);
    for line in [
        "next-after pcep",
        "path to:pcpp1 from:pcep",
        "path from pcep to pcpp1",
        "path to:pcpp2 from:pcpp1 also:pcat",
        "roadmap to:pcpp1 from:pcep",
        "roadmap from:pcap",
    ] {
        let (knowledge, index) = shipped();
        let (command, call) = bind(knowledge, &Call::parse(line).unwrap()).unwrap();
        let answer = |context| {
            let request = Request { knowledge, index, call: &call, today: today(), context };
            run(command, &request).unwrap().answer
        };
        assert_eq!(answer(&context), answer(&Context::default()), "{line}");
    }
}

#[test]
fn from_nothing_is_from_the_beginning() {
    let context = member(&["pcep", "pcap"], &["pcpp2"]);
    let title = |line| {
        let (knowledge, index) = shipped();
        let (command, call) = bind(knowledge, &Call::parse(line).unwrap()).unwrap();
        let request = Request { knowledge, index, call: &call, today: today(), context: &context };
        let answer = run(command, &request).unwrap().answer;
        assert!(!answer.is_personal, "{line}");
        answer.title
    };
    assert_eq!(title("path pcpp1 from:nothing"), "The way to PCPP1");
    assert_eq!(title("roadmap to:pcpp1 from:nothing"), "The way to PCPP1");
    assert_eq!(title("roadmap from:nothing"), "All certifications");
    assert_eq!(title("roadmap track:testing"), "The Testing track");
}

#[test]
fn a_picture_shows_the_way_from_what_is_held_to_what_is_wanted() {
    check(
        &member(&["pcep", "pcat"], &["pcpp1"]),
        "roadmap",
        &expect![[r#"
        Your way to PCPP1
          From what you hold: PCEP and PCAT.
          :
            PCEP, Certified Entry-Level Python Programmer: you are here
            PCPP1, Certified Professional Python Programmer Level 1: goal
        [With prices] path to:pcpp1
        [PCPP1] cert certification:pcpp1
        [PCEP] cert certification:pcep
        [All tracks] roadmap from:nothing
    "#]],
    );
    check(
        &member(&["pcep"], &["pcpp1", "pcat"]),
        "roadmap",
        &expect![[r#"
        Your way to what you want
          From what you hold: PCEP.
          General-purpose programming:
            PCEP, Certified Entry-Level Python Programmer: you are here
            PCAP, Certified Associate Python Programmer: recommended after PCEP
            PCPP1, Certified Professional Python Programmer Level 1: goal; recommended after PCAP
          Testing:
            PCET, Certified Entry-Level Tester with Python
            PCAT, Certified Associate Tester with Python: goal; recommended after PCAP and PCET
        [With prices] path
        [PCAT] cert certification:pcat
        [PCET] cert certification:pcet
        [PCPP1] cert certification:pcpp1
        [All tracks] roadmap from:nothing
    "#]],
    );
    check(
        &member(&["pcpp1", "pcat"], &[]),
        "roadmap",
        &expect![[r#"
        Where what you hold leads
          From what you hold: PCPP1 and PCAT.
          General-purpose programming:
            PCPP1, Certified Professional Python Programmer Level 1: you are here
            PCPP2, Certified Professional Python Programmer Level 2: planned; recommended after PCPP1
            CEPP, Certified Expert in Python Programming: earned title; unverified; requires PCPP1 and PCPP2; requires PCAP
          Testing:
            PCAT, Certified Associate Tester with Python: you are here
            PCPT, Certified Professional Tester with Python: planned; recommended after PCAT
        [What comes next] next-after
        [PCPP2] cert certification:pcpp2
        [CEPP] cert certification:cepp
        [PCPT] cert certification:pcpt
        [All tracks] roadmap from:nothing
    "#]],
    );
    check(
        &member(&[], &["pcap"]),
        "roadmap",
        &expect![[r#"
        The way to PCAP
          :
            PCEP, Certified Entry-Level Python Programmer
            PCAP, Certified Associate Python Programmer: goal; recommended after PCEP
        [With prices] path to:pcap
        [PCAP] cert certification:pcap
        [PCEP] cert certification:pcep
    "#]],
    );
    let nothing = said(&member(&[], &[]), "roadmap");
    assert_eq!(nothing, said(&Context::default(), "roadmap"));
}
