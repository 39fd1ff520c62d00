//! Maps and sets in the order of their keys, as plain sorted lists. The standard library's tree is written out anew for
//! every pair of types: in the wasm it weighed 100 kB. Ours hold at most some thousand entries.

use std::borrow::Borrow;

/// A map in the order of its keys, with the methods and meanings of `std::collections::BTreeMap`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Map<K, V>(Vec<(K, V)>);

/// A set in order, with the methods and meanings of `std::collections::BTreeSet`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Set<T>(Map<T, ()>);

impl<K: serde::Serialize, V: serde::Serialize> serde::Serialize for Map<K, V> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<K, V> Map<K, V> {
    /// Nothing yet.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Map;
    /// let mut made = Map::new();
    /// assert!(made.insert("CHN", 1_270_000.0).is_none());
    /// ```
    pub const fn new() -> Map<K, V> {
        Map(Vec::new())
    }

    /// How many keys.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Map;
    /// let made = Map::from([("MOZ", 39_000.0), ("CHN", 1_270_000.0), ("MDG", 85_000.0)]);
    /// assert_eq!(made.len(), 3);
    /// ```
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no key.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Map;
    /// assert!(Map::<&str, f64>::new().is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Keys and values, in order of keys.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Map;
    /// let made = Map::from([("MOZ", 39_000.0), ("CHN", 1_270_000.0), ("MDG", 85_000.0)]);
    /// assert_eq!(made.iter().next(), Some((&"CHN", &1_270_000.0)));
    /// ```
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> + ExactSizeIterator + Clone {
        self.0.iter().map(|(key, value)| (key, value))
    }

    /// Keys, in order.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Map;
    /// let made = Map::from([("MOZ", 39_000.0), ("CHN", 1_270_000.0), ("MDG", 85_000.0)]);
    /// assert!(made.keys().eq(&["CHN", "MDG", "MOZ"]));
    /// ```
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> + ExactSizeIterator + Clone {
        self.0.iter().map(|(key, _)| key)
    }

    /// Values, in order of keys.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Map;
    /// let made = Map::from([("MOZ", 39_000.0), ("CHN", 1_270_000.0), ("MDG", 85_000.0)]);
    /// assert_eq!(made.values().sum::<f64>(), 1_394_000.0);
    /// ```
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + ExactSizeIterator + Clone {
        self.0.iter().map(|(_, value)| value)
    }

    /// Values to change, in order of keys.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Map;
    /// let mut made = Map::from([("MOZ", 39_000.0), ("CHN", 1_270_000.0), ("MDG", 85_000.0)]);
    /// made.values_mut().for_each(|tonnes| *tonnes /= 1000.0);
    /// assert_eq!(made["MDG"], 85.0);
    /// ```
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.0.iter_mut().map(|(_, value)| value)
    }

    /// Values, in order of keys.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Map;
    /// let made = Map::from([("MOZ", 39_000.0), ("CHN", 1_270_000.0), ("MDG", 85_000.0)]);
    /// assert_eq!(made.into_values().last(), Some(39_000.0));
    /// ```
    pub fn into_values(self) -> impl Iterator<Item = V> {
        self.0.into_iter().map(|(_, value)| value)
    }

    /// Drops everything.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Map;
    /// let mut made = Map::from([("MOZ", 39_000.0), ("CHN", 1_270_000.0), ("MDG", 85_000.0)]);
    /// made.clear();
    /// assert!(made.is_empty());
    /// ```
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Drops what `keep` refuses.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Map;
    /// let mut made = Map::from([("MOZ", 39_000.0), ("CHN", 1_270_000.0), ("MDG", 85_000.0)]);
    /// made.retain(|_, tonnes| *tonnes > 50_000.0);
    /// assert!(made.keys().eq(&["CHN", "MDG"]));
    /// ```
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &mut V) -> bool) {
        self.0.retain_mut(|(key, value)| keep(key, value));
    }
}

impl<K: Ord, V> Map<K, V> {
    /// Where a key is, or where it would go.
    fn place<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        // Most are filled in order: look at the end first.
        match self.0.last() {
            Some((last, _)) if last.borrow() < key => Err(self.0.len()),
            _ => self.0.binary_search_by(|(known, _)| known.borrow().cmp(key)),
        }
    }

    /// The value of a key.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Map;
    /// let made = Map::from([("MOZ", 39_000.0), ("CHN", 1_270_000.0), ("MDG", 85_000.0)]);
    /// assert_eq!(made.get("MDG"), Some(&85_000.0));
    /// assert_eq!(made.get("CAN"), None);
    /// ```
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.0.get(self.place(key).ok()?).map(|(_, value)| value)
    }

    /// The value of a key, to change.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Map;
    /// let mut made = Map::from([("MOZ", 39_000.0), ("CHN", 1_270_000.0), ("MDG", 85_000.0)]);
    /// if let Some(tonnes) = made.get_mut("MDG") {
    ///     *tonnes = 89_000.0;
    /// }
    /// assert_eq!(made["MDG"], 89_000.0);
    /// ```
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let at = self.place(key).ok()?;
        self.0.get_mut(at).map(|(_, value)| value)
    }

    /// Whether a key is there.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Map;
    /// let made = Map::from([("MOZ", 39_000.0), ("CHN", 1_270_000.0), ("MDG", 85_000.0)]);
    /// assert!(made.contains_key("MOZ") && !made.contains_key("CAN"));
    /// ```
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.place(key).is_ok()
    }

    /// Sets the value of a key. Gives the value that it had.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Map;
    /// let mut made = Map::from([("MOZ", 39_000.0), ("CHN", 1_270_000.0), ("MDG", 85_000.0)]);
    /// assert_eq!(made.insert("MDG", 89_000.0), Some(85_000.0));
    /// ```
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.place(&key) {
            Ok(at) => Some(std::mem::replace(&mut self.0[at].1, value)),
            Err(at) => {
                self.0.insert(at, (key, value));
                None
            }
        }
    }

    /// The place of a key, filled or not.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Map;
    /// let mut sold: Map<&str, f64> = Map::new();
    /// for (to, tonnes) in [("USA", 33_214.4), ("CAN", 3427.0), ("USA", 6781.0)] {
    ///     *sold.entry(to).or_default() += tonnes;
    /// }
    /// assert_eq!(sold["USA"], 39_995.4);
    /// ```
    pub fn entry(&mut self, key: K) -> Entry<'_, K, V> {
        Entry { map: self, key }
    }
}

/// The place of a key in a [`Map`].
pub struct Entry<'a, K, V> {
    map: &'a mut Map<K, V>,
    key: K,
}

impl<'a, K: Ord, V> Entry<'a, K, V> {
    /// The key's value, made where there is none.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Map;
    /// let mut made = Map::from([("MOZ", 39_000.0), ("CHN", 1_270_000.0), ("MDG", 85_000.0)]);
    /// assert_eq!(*made.entry("CHN").or_insert_with(|| 0.0), 1_270_000.0);
    /// ```
    pub fn or_insert_with(self, make: impl FnOnce() -> V) -> &'a mut V {
        let at = match self.map.place(&self.key) {
            Ok(at) => at,
            Err(at) => {
                self.map.0.insert(at, (self.key, make()));
                at
            }
        };
        &mut self.map.0[at].1
    }

    /// The key's value, set where there is none.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Map;
    /// let mut made = Map::from([("MOZ", 39_000.0), ("CHN", 1_270_000.0), ("MDG", 85_000.0)]);
    /// assert_eq!(*made.entry("CAN").or_insert(11_700.0), 11_700.0);
    /// ```
    pub fn or_insert(self, value: V) -> &'a mut V {
        self.or_insert_with(|| value)
    }

    /// The key's value, the type's default where there is none.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Map;
    /// let mut buyers: Map<&str, Vec<&str>> = Map::new();
    /// buyers.entry("CHN").or_default().push("CAN");
    /// assert_eq!(buyers["CHN"], ["CAN"]);
    /// ```
    pub fn or_default(self) -> &'a mut V
    where
        V: Default,
    {
        self.or_insert_with(V::default)
    }
}

impl<K, V> Default for Map<K, V> {
    fn default() -> Map<K, V> {
        Map::new()
    }
}

impl<K: Ord, V> Extend<(K, V)> for Map<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, more: I) {
        for (key, value) in more {
            self.insert(key, value);
        }
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for Map<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Map<K, V> {
        let mut map = Map::new();
        map.extend(pairs);
        map
    }
}

impl<K: Ord, V, const N: usize> From<[(K, V); N]> for Map<K, V> {
    fn from(pairs: [(K, V); N]) -> Map<K, V> {
        pairs.into_iter().collect()
    }
}

impl<K, V> IntoIterator for Map<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, K, V> IntoIterator for &'a Map<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = std::iter::Map<std::slice::Iter<'a, (K, V)>, fn(&'a (K, V)) -> (&'a K, &'a V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter().map(|(key, value)| (key, value))
    }
}

impl<K: Ord + Borrow<Q>, Q: Ord + ?Sized, V> std::ops::Index<&Q> for Map<K, V> {
    type Output = V;

    /// Panics where the key is not there, as the standard library's maps do.
    fn index(&self, key: &Q) -> &V {
        &self.0[self.place(key).unwrap_or(usize::MAX)].1
    }
}

impl<T> Set<T> {
    /// Nothing yet.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Set;
    /// let mut named = Set::new();
    /// assert!(named.insert("CAN"));
    /// ```
    pub const fn new() -> Set<T> {
        Set(Map::new())
    }

    /// How many members.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Set;
    /// assert_eq!(Set::from(["JPN", "CAN", "JPN"]).len(), 2);
    /// ```
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Set;
    /// assert!(Set::<&str>::new().is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Members, in order.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Set;
    /// assert!(Set::from(["JPN", "CAN"]).iter().eq(&["CAN", "JPN"]));
    /// ```
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> + ExactSizeIterator + Clone {
        self.0.keys()
    }
}

impl<T: Ord> Set<T> {
    /// Adds a member. Whether it is new.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Set;
    /// let mut named = Set::from(["CAN"]);
    /// assert!(named.insert("JPN") && !named.insert("CAN"));
    /// ```
    pub fn insert(&mut self, member: T) -> bool {
        self.0.insert(member, ()).is_none()
    }

    /// Whether it is a member.
    ///
    /// # Example
    /// ```
    /// use offtake::terms::Set;
    /// assert!(Set::from(["CAN", "JPN"]).contains("JPN"));
    /// ```
    pub fn contains<Q: Ord + ?Sized>(&self, member: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.0.contains_key(member)
    }
}

impl<T> Default for Set<T> {
    fn default() -> Set<T> {
        Set::new()
    }
}

impl<T: Ord> Extend<T> for Set<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, more: I) {
        self.0.extend(more.into_iter().map(|member| (member, ())));
    }
}

impl<T: Ord> FromIterator<T> for Set<T> {
    fn from_iter<I: IntoIterator<Item = T>>(members: I) -> Set<T> {
        Set(members.into_iter().map(|member| (member, ())).collect())
    }
}

impl<T: Ord, const N: usize> From<[T; N]> for Set<T> {
    fn from(members: [T; N]) -> Set<T> {
        members.into_iter().collect()
    }
}

impl<T> IntoIterator for Set<T> {
    type Item = T;
    type IntoIter = std::iter::Map<std::vec::IntoIter<(T, ())>, fn((T, ())) -> T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter().map(|(member, ())| member)
    }
}

#[cfg(test)]
mod tests {
    use super::{Map, Set};
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn a_map_is_what_the_standard_library_s_is() {
        let (mut ours, mut theirs) = (Map::new(), BTreeMap::new());
        // Keys that come in no order and come again.
        for step in 0_u64..400 {
            let key = step.wrapping_mul(2_654_435_761) % 97;
            assert_eq!(ours.insert(key, step), theirs.insert(key, step));
            *ours.entry(key / 2).or_insert(7) += 1;
            *theirs.entry(key / 2).or_insert(7) += 1;
            assert_eq!(ours.get(&step), theirs.get(&step));
        }
        ours.retain(|key, _| key % 3 > 0);
        theirs.retain(|key, _| key % 3 > 0);
        assert!(ours.iter().eq(theirs.iter()) && ours.len() == theirs.len());
        assert!(ours.keys().rev().eq(theirs.keys().rev()));
        assert_eq!(ours[&1], theirs[&1]);
    }

    #[test]
    fn the_last_of_equal_keys_counts_and_members_count_once() {
        assert_eq!(Map::from([("b", 1), ("a", 2), ("b", 3)]).into_values().collect::<Vec<_>>(), [2, 3]);
        let members = [5, 3, 5, 1];
        assert!(Set::from(members).into_iter().eq(BTreeSet::from(members)));
        assert!(Set::from(members).contains(&3) && !Set::from(members).contains(&4));
    }

    #[test]
    #[should_panic]
    fn a_key_that_is_not_there_has_no_value() {
        let _ = Map::from([(1, 1)])[&2];
    }
}
