use super::*;
use crate::draw::HashAlgorithm;
use proptest::prelude::*;

#[test]
fn refuses_what_the_specification_refuses() {
    let mut builder = FrameBuilder::new();
    assert_eq!(builder.add("a b", [("T", "A")]), Err(FrameError::Identifier("a b".into())));
    assert_eq!(builder.add("a", []), Err(FrameError::NoCell("a".into())));
    assert_eq!(builder.add("a", [("T", "A"), ("T", "B")]), Err(FrameError::TwoCells("a".into())));
    assert_eq!(builder.add("a", [("T", "甲")]), Err(FrameError::Identifier("T:甲".into())));
    builder.add("a", [("T", "A")]).unwrap();
    builder.add("a", [("T", "B")]).unwrap();
    assert_eq!(builder.build(), Err(FrameError::DuplicateSite("a".into())));
}

#[test]
fn cells_are_written_in_byte_order() {
    let mut builder = FrameBuilder::new();
    // '.' < ':' < 'A' in bytes, so the written order differs from the order of the pairs
    builder.add("s", [("T", "B"), ("T.1", "A")]).unwrap();
    let frame = builder.build().unwrap();
    assert_eq!(frame.cell_text(0), "T.1:A,T:B");
    assert_eq!(frame.find("s"), Some(0));
    assert_eq!(frame.find("t"), None);
}

/// A separator inside a name must not pass for one between cells that were checked before.
#[test]
fn a_name_with_a_separator_is_not_taken_for_two() {
    let mut builder = FrameBuilder::new();
    builder.add("a", [("T", "A"), ("U", "B")]).unwrap();
    assert_eq!(builder.add("b", [("T", "A,U:B")]), Err(FrameError::Identifier("T:A,U:B".into())));
    builder.add("c", [("U", "B"), ("T", "A")]).unwrap();
    assert_eq!(builder.build().unwrap().patterns().count(), 1);
}

#[test]
fn a_set_of_another_builder_is_refused() {
    let mut known = FrameBuilder::new();
    let set = known.cell_set([("T", "A")]).unwrap();
    assert_eq!(FrameBuilder::new().add_with("a", set), Err(FrameError::NoCell("a".into())));
    assert_eq!(known.add_with("a b", set), Err(FrameError::Identifier("a b".into())));
    assert_eq!(known.add_with("a", set), Ok(()));
}

/// Two halves collected apart are the frame collected in one go, whatever their order.
#[test]
fn builders_are_joined() {
    let names: Vec<String> = (0..100).map(|number| format!("S{number:03}")).collect();
    let cells = |number: usize| {
        if number.is_multiple_of(3) { [("T", "A"), ("U", "B")] } else { [("U", "A"), ("V", "B")] }
    };
    let collect = |range: std::ops::Range<usize>| {
        let mut builder = FrameBuilder::new();
        range.for_each(|number| builder.add(&names[number], cells(number)).unwrap());
        builder
    };
    let whole = collect(0..100).build().unwrap();
    for (first, second) in [(0..40, 40..100), (41..100, 0..41)] {
        let mut joined = collect(first);
        joined.append(collect(second)).unwrap();
        let joined = joined.build().unwrap();
        assert_eq!(joined.root(HashAlgorithm::Sm3), whole.root(HashAlgorithm::Sm3));
    }
    let mut twice = collect(0..40);
    twice.append(collect(39..50)).unwrap();
    assert_eq!(twice.build(), Err(FrameError::DuplicateSite("S039".into())));
}

proptest! {
    /// Acceptance 5: the order of input changes nothing.
    #[test]
    fn input_order_does_not_matter(
        sites in proptest::collection::btree_map("[A-Z0-9]{1,6}", 1u8..8, 1..40),
        seed in any::<u64>(),
    ) {
        let build = |order: Vec<(&String, &u8)>| {
            let mut builder = FrameBuilder::new();
            for (site, mask) in order {
                let cells: Vec<(&str, &str)> = [("T1", "A"), ("T2", "B"), ("T3", "ALL")]
                    .into_iter().enumerate().filter(|(bit, _)| mask >> bit & 1 == 1).map(|(_, cell)| cell).collect();
                builder.add(site, cells).unwrap();
            }
            builder.build().unwrap()
        };
        let sorted = build(sites.iter().collect());
        let mut shuffled: Vec<_> = sites.iter().collect();
        shuffled.sort_by_key(|(site, _)| HashAlgorithm::Sha256.hash(&[&seed.to_be_bytes(), site.as_bytes()]));
        let shuffled = build(shuffled);
        prop_assert_eq!(sorted.root(HashAlgorithm::Sha256), shuffled.root(HashAlgorithm::Sha256));
        prop_assert!((0..sorted.len()).all(|i| sorted.site(i) == shuffled.site(i) && sorted.cell_text(i) == shuffled.cell_text(i)));
    }
}
