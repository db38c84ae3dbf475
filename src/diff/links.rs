//! Which units of the old text are which of the new one. It holds what was found and finds nothing.

/// The old side's and the new side's index.
pub(super) const OLD: usize = 0;
pub(super) const NEW: usize = 1;

/// Old units that became new ones: one and one, or several on a side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// Indexes of old units, ascending.
    pub(super) old: Vec<usize>,
    /// Indexes of new units, ascending.
    pub(super) new: Vec<usize>,
}

impl Link {
    /// Lists the units of one side.
    pub(super) fn side(&self, side: usize) -> &[usize] {
        if side == OLD { &self.old } else { &self.new }
    }

    /// Returns the units of one side, to be changed.
    pub(super) fn side_mut(&mut self, side: usize) -> &mut Vec<usize> {
        if side == OLD { &mut self.old } else { &mut self.new }
    }
}

/// The links found so far. A unit is in at most one; one that is in none came or went.
#[derive(Clone, Debug)]
pub(super) struct Links {
    list: Vec<Link>,
    /// By side and unit: its link.
    of: [Vec<Option<usize>>; 2],
}

impl Links {
    /// Makes a set without links for so many old and new units.
    pub(super) fn new(old: usize, new: usize) -> Self {
        Self { list: Vec::new(), of: [vec![None; old], vec![None; new]] }
    }

    /// Pairs two free units.
    pub(super) fn pair(&mut self, old: usize, new: usize) {
        self.of[OLD][old] = Some(self.list.len());
        self.of[NEW][new] = Some(self.list.len());
        self.list.push(Link { old: vec![old], new: vec![new] });
    }

    /// Puts a free unit to those of a link.
    pub(super) fn join(&mut self, side: usize, unit: usize, link: usize) {
        self.of[side][unit] = Some(link);
        let units = self.list[link].side_mut(side);
        units.insert(units.partition_point(|&other| other < unit), unit);
    }

    /// Puts a free unit of a side to the link of a unit of the other side, or to that unit where it is in none.
    pub(super) fn join_to(&mut self, side: usize, unit: usize, other: usize) {
        match self.of(1 - side, other) {
            Some(link) => self.join(side, unit, link),
            None if side == OLD => self.pair(unit, other),
            None => self.pair(other, unit),
        }
    }

    /// Makes one link of two.
    pub(super) fn unite(&mut self, link: usize, with: usize) {
        let Link { old, new } = std::mem::replace(&mut self.list[with], Link { old: Vec::new(), new: Vec::new() });
        old.into_iter().for_each(|unit| self.join(OLD, unit, link));
        new.into_iter().for_each(|unit| self.join(NEW, unit, link));
    }

    /// Takes a link back: its units are free again.
    pub(super) fn part(&mut self, link: usize) {
        let Link { old, new } = std::mem::replace(&mut self.list[link], Link { old: Vec::new(), new: Vec::new() });
        old.into_iter().for_each(|unit| self.of[OLD][unit] = None);
        new.into_iter().for_each(|unit| self.of[NEW][unit] = None);
    }

    /// Lists the numbers of the links that hold something.
    pub(super) fn numbers(&self) -> Vec<usize> {
        (0..self.list.len()).filter(|&link| !self.list[link].old.is_empty()).collect()
    }

    /// Returns the number of a unit's link.
    pub(super) fn of(&self, side: usize, unit: usize) -> Option<usize> {
        self.of[side][unit]
    }

    /// Returns the link of a number.
    pub(super) fn link(&self, link: usize) -> &Link {
        &self.list[link]
    }

    /// Returns the first unit on the other side of a unit's link.
    pub(super) fn partner(&self, side: usize, unit: usize) -> Option<usize> {
        self.of[side][unit].map(|link| self.list[link].side(1 - side)[0])
    }

    /// Lists the units that are in no link.
    pub(super) fn free(&self, side: usize) -> Vec<usize> {
        (0..self.of[side].len()).filter(|&unit| self.of[side][unit].is_none()).collect()
    }

    /// Returns whether a unit is in no link.
    pub(super) fn is_free(&self, side: usize, unit: usize) -> bool {
        self.of[side][unit].is_none()
    }

    /// Returns how many units a side has.
    pub(super) fn len(&self, side: usize) -> usize {
        self.of[side].len()
    }

    /// Returns the links, in the order of the old text.
    pub(super) fn sorted(&self) -> Vec<Link> {
        let mut list: Vec<Link> = self.list.iter().filter(|link| !link.old.is_empty()).cloned().collect();
        list.sort_by_key(|link| link.old[0]);
        list
    }
}
