//! Collections whose members are known by ids that only they make.

use std::collections::BTreeMap;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::marker::PhantomData;
use std::sync::atomic::{AtomicU32, Ordering};

/// A member of an [`Ids<T>`], and of whatever else was made of each of its members. Only the collection
/// makes it, and another collection does not know it.
///
/// ```compile_fail
/// # use quietzone::scene::{Face, Id};
/// let face: Id<Face> = Id { at: 7, stamp: 7 };
/// ```
///
/// An ink is no font:
///
/// ```compile_fail
/// # use quietzone::scene::{Face, Id, Ink};
/// let of_a_font = |ink: Id<Ink>| -> Id<Face> { ink };
/// ```
pub struct Id<T> {
    at: u32,
    /// No other member of any collection has it.
    stamp: u32,
    of: PhantomData<fn() -> T>,
}

/// A value for each member of a collection of `K`, in its order.
pub struct Each<K, V> {
    members: Vec<(u32, V)>,
    /// The places of members by the hashes of their values, as far as equal ones were asked for.
    by_hash: BTreeMap<u64, Vec<u32>>,
    /// So many members are in it.
    hashed: u32,
    of: PhantomData<fn() -> K>,
}

/// A collection that makes ids. A copy knows the ids made before it was copied.
pub type Ids<T> = Each<T, T>;

impl<T> Id<T> {
    /// Its place in its collection, from 0.
    #[must_use]
    pub fn number(self) -> usize {
        self.at as usize
    }
}

impl<T: Eq + Hash> Ids<T> {
    /// The first member that is equal to a value, which is added if there is none.
    pub fn id_of(&mut self, value: T) -> Id<T> {
        for (_, member) in self.members.get(self.hashed as usize..).unwrap_or_default() {
            self.by_hash.entry(hash(member)).or_default().push(self.hashed);
            self.hashed += 1;
        }
        let alike = self.by_hash.get(&hash(&value)).into_iter().flatten();
        let mut alike = alike.filter_map(|at| Some((*at, self.members.get(*at as usize)?)));
        match alike.find(|(_, (_, member))| *member == value) {
            Some((at, (stamp, _))) => Id { at, stamp: *stamp, of: PhantomData },
            None => self.push(value),
        }
    }
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

impl<K, V> Each<K, V> {
    const fn with(members: Vec<(u32, V)>) -> Self {
        Self { members, by_hash: BTreeMap::new(), hashed: 0, of: PhantomData }
    }

    /// None.
    #[must_use]
    pub const fn new() -> Self {
        Self::with(Vec::new())
    }

    /// Adds a member.
    pub fn push(&mut self, value: V) -> Id<K> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let stamp = NEXT.fetch_add(1, Ordering::Relaxed);
        let at = u32::try_from(self.members.len()).unwrap_or(u32::MAX);
        self.members.push((stamp, value));
        Id { at, stamp, of: PhantomData }
    }

    /// What belongs to a member.
    ///
    /// # Panics
    /// The id is of another collection: whoever put it there is wrong, and any value given instead would
    /// be printed. Jobs end with `INT01` and the place that asked, and write nothing.
    #[must_use]
    #[track_caller]
    #[allow(clippy::panic, reason = "no caller could go on; it is caught where work is guarded and told as INT01")]
    pub fn get(&self, id: Id<K>) -> &V {
        match self.find(id) {
            Some(value) => value,
            None => panic!("an id of another collection"),
        }
    }

    /// What belongs to a member; `None` if it is of another collection.
    #[must_use]
    pub fn find(&self, id: Id<K>) -> Option<&V> {
        self.members.get(id.number()).filter(|(stamp, _)| *stamp == id.stamp).map(|(_, value)| value)
    }

    /// The place of a member of this collection, from 0, by which outputs name it.
    ///
    /// # Panics
    /// As [`Each::get`].
    #[must_use]
    #[track_caller]
    pub fn number(&self, id: Id<K>) -> usize {
        let _: &V = self.get(id);
        id.number()
    }

    /// What belongs to the last member, to be changed.
    pub fn last_mut(&mut self) -> Option<&mut V> {
        self.members.last_mut().map(|(_, value)| value)
    }

    /// The same members with other values.
    #[must_use]
    pub fn each<U>(&self, mut of: impl FnMut(&V) -> U) -> Each<K, U> {
        self.each_of(|_, value| of(value))
    }

    /// The same members with other values, made of each with its id.
    #[must_use]
    pub fn each_of<U>(&self, mut of: impl FnMut(Id<K>, &V) -> U) -> Each<K, U> {
        Each::with(self.iter().map(|(id, value)| (id.stamp, of(id, value))).collect())
    }

    /// The same members with other values, if all can be made.
    ///
    /// # Errors
    /// Why the first cannot that cannot.
    pub fn try_each<U, E>(&self, mut of: impl FnMut(&V) -> Result<U, E>) -> Result<Each<K, U>, E> {
        let members = self.members.iter().map(|(stamp, value)| Ok((*stamp, of(value)?))).collect::<Result<_, E>>()?;
        Ok(Each::with(members))
    }

    /// The members with their values.
    pub fn iter(&self) -> impl Iterator<Item = (Id<K>, &V)> {
        self.members.iter().zip(0..).map(|((stamp, value), at)| (Id { at, stamp: *stamp, of: PhantomData }, value))
    }

    /// The values.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.members.iter().map(|(_, value)| value)
    }
}

impl<K, V> Default for Each<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K, V: Clone> Clone for Each<K, V> {
    fn clone(&self) -> Self {
        Self::with(self.members.clone())
    }
}

impl<K, V: fmt::Debug> fmt::Debug for Each<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.values()).finish()
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Id<T> {}

impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.stamp == other.stamp
    }
}

impl<T> Eq for Id<T> {}

impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.stamp.hash(state);
    }
}

impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Id({})", self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::caught;

    #[test]
    fn equal_values_have_one_id_wherever_they_came_from() {
        let mut ids = Ids::<u32>::new();
        let pushed = ids.push(7);
        let first = ids.id_of(8);
        ids.push(8);
        assert_eq!([ids.id_of(7), ids.id_of(8)], [pushed, first]);
        let mut copy = ids.clone();
        assert_eq!([copy.id_of(8), copy.id_of(9)].map(Id::number), [1, 3]);
        let many: Vec<Id<u32>> = (0..100_000).map(|number| ids.id_of(number % 50_000)).collect();
        assert!(many[..50_000] == many[50_000..] && ids.iter().count() == 50_001);
    }

    #[test]
    fn ids_are_known_where_they_were_made_and_in_copies_of_it() {
        let (mut one, mut other) = (Ids::<&str>::new(), Ids::<&str>::new());
        let (a, b) = (one.push("a"), one.push("b"));
        let foreign = other.push("x");
        assert_eq!([one.get(a), one.get(b)], [&"a", &"b"]);
        assert_eq!(one.each(|name| name.len() + a.number()).get(b), &1);
        let mut copy = one.clone();
        let late = copy.push("c");
        assert_eq!((copy.get(a), copy.get(late)), (&"a", &"c"));
        assert!(one.find(late).is_none() && one.find(foreign).is_none());
        let place = caught(|| *one.get(foreign)).unwrap_err();
        // Tests keep the hook that tells panics; programs tell the place.
        assert!(place == "?" || place.contains("ids.rs"), "{place}");
    }
}
