//! The answers to one question at one item, by whoever gave them, on whatever device, in whatever order they
//! arrive.
//!
//! A multi-value register (Shapiro et al., *A comprehensive study of convergent and commutative replicated
//! data types*, INRIA RR-7506, 2011, specification 10) whose versions are named one by one instead of by
//! vectors: an entry names the entries its author had in front of them, and takes their place. The state is
//! the set of entries, merging is union, so it is commutative, associative and idempotent.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// Most entries that one may say it has seen. A form shows what stands, so there are few.
pub const MOST_SEEN: usize = 64;

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voice<V, A> {
    /// What was entered.
    pub value: V,
    /// Who entered it.
    pub by: A,
    /// Keys of the entries that stood when it was entered, its author's own included.
    pub seen: BTreeSet<String>,
}

/// What stands after all that has arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing<'a, V, A> {
    /// Nobody has answered.
    Nothing,
    /// One value, by one or by several who agree.
    Value(&'a V),
    /// Several values by people who did not know of each other, in the order of their keys. One more entry
    /// that has seen them settles it.
    Contested(Vec<(&'a str, &'a Voice<V, A>)>),
}

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Register<V, A> {
    voices: BTreeMap<String, Voice<V, A>>,
}

impl<V, A> Default for Register<V, A> {
    fn default() -> Self {
        Self { voices: BTreeMap::new() }
    }
}

impl<V: PartialEq, A> Register<V, A> {
    /// Takes an entry in; one that is known already changes nothing, whatever it says now.
    pub fn take(&mut self, key: impl Into<String>, voice: Voice<V, A>) {
        self.voices.entry(key.into()).or_insert(voice);
    }

    /// Takes in all entries of another register.
    pub fn merge(&mut self, other: Self) {
        for (key, voice) in other.voices {
            self.take(key, voice);
        }
    }

    /// The entries that nobody has replaced, in the order of their keys. An entry that names one which has
    /// not arrived replaces it when it comes; entries that claim to replace each other in a circle, which no
    /// device of ours makes, all stand.
    pub fn heads(&self) -> Vec<(&str, &Voice<V, A>)> {
        let replaced: BTreeSet<&str> = self
            .voices
            .iter()
            .flat_map(|(key, voice)| voice.seen.iter().filter(move |seen| *seen != key))
            .map(String::as_str)
            .collect();
        let standing: Vec<_> = self.voices().filter(|(key, _)| !replaced.contains(key)).collect();
        if standing.is_empty() { self.voices().collect() } else { standing }
    }

    /// What stands.
    pub fn standing(&self) -> Standing<'_, V, A> {
        let heads = self.heads();
        match heads.split_first() {
            None => Standing::Nothing,
            Some(((_, first), rest)) if rest.iter().all(|(_, voice)| voice.value == first.value) => {
                Standing::Value(&first.value)
            }
            Some(_) => Standing::Contested(heads),
        }
    }

    /// All entries, in the order of their keys.
    pub fn voices(&self) -> impl Iterator<Item = (&str, &Voice<V, A>)> {
        self.voices.iter().map(|(key, voice)| (key.as_str(), voice))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Answers = Register<&'static str, &'static str>;

    fn voice(value: &'static str, by: &'static str, seen: &[&str]) -> Voice<&'static str, &'static str> {
        Voice { value, by, seen: seen.iter().map(|key| (*key).to_owned()).collect() }
    }

    fn register(entries: &[(&str, Voice<&'static str, &'static str>)]) -> Answers {
        let mut register = Answers::default();
        for (key, voice) in entries {
            register.take(*key, voice.clone());
        }
        register
    }

    fn heads(register: &Answers) -> Vec<&str> {
        register.heads().into_iter().map(|(key, _)| key).collect()
    }

    #[test]
    fn a_later_entry_takes_the_place_of_what_it_has_seen() {
        let both = [("a", voice("是", "张", &[])), ("b", voice("否", "李", &["a"]))];
        assert_eq!(register(&both).standing(), Standing::Value(&"否"));
        let [first, second] = both;
        assert_eq!(register(&[second, first]).standing(), Standing::Value(&"否"), "in whatever order");
    }

    #[test]
    fn two_who_did_not_know_of_each_other_are_shown_and_settled_by_a_third_entry() {
        let mut register = register(&[("a", voice("是", "张", &[])), ("b", voice("否", "李", &[]))]);
        assert!(matches!(register.standing(), Standing::Contested(heads) if heads.len() == 2));
        register.take("c", voice("是", "李", &["a", "b"]));
        assert_eq!(register.standing(), Standing::Value(&"是"));
    }

    #[test]
    fn those_who_agree_have_no_contest() {
        let register = register(&[("a", voice("是", "张", &[])), ("b", voice("是", "李", &[]))]);
        assert_eq!(register.standing(), Standing::Value(&"是"));
        assert_eq!(heads(&register), ["a", "b"]);
    }

    #[test]
    fn the_same_entry_again_changes_nothing_even_with_other_words() {
        let mut register = register(&[("a", voice("是", "张", &[]))]);
        register.take("a", voice("否", "李", &["a"]));
        assert_eq!(register.standing(), Standing::Value(&"是"));
    }

    #[test]
    fn a_circle_hides_nothing() {
        let circle = register(&[("a", voice("是", "张", &["b"])), ("b", voice("否", "李", &["a"]))]);
        assert_eq!(heads(&circle), ["a", "b"]);
        assert_eq!(heads(&register(&[("a", voice("是", "张", &["a"]))])), ["a"], "nor does naming oneself");
    }

    #[test]
    fn merging_is_union() {
        let one = register(&[("a", voice("是", "张", &[])), ("c", voice("否", "张", &["a"]))]);
        let other = register(&[("a", voice("是", "张", &[])), ("b", voice("否", "李", &["a"]))]);
        let (mut left, mut right) = (one.clone(), other.clone());
        left.merge(other);
        right.merge(one);
        assert_eq!(left, right);
        assert_eq!((heads(&left), left.standing()), (vec!["b", "c"], Standing::Value(&"否")));
        let again = left.clone();
        left.merge(again.clone());
        assert_eq!(left, again);
    }
}
