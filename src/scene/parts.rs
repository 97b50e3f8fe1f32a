//! What drawings are made of, those in groups included.

use super::{Blend, Bounds, Drawing, Group, Id, Ink, Item, Point, Resources};

impl Drawing {
    /// All inks it has, those of its parts included. Pictures have none that is known.
    #[must_use]
    pub fn inks(&self, resources: &Resources) -> Vec<Id<Ink>> {
        let mut inks = Vec::new();
        self.each_ink(resources, &mut |ink| inks.push(ink));
        inks
    }

    /// Whether its colours mix with those that lie below it. What is within a group that is mixed as one sees
    /// nothing of what lies below the group.
    #[must_use]
    pub fn blends(&self, resources: &Resources) -> bool {
        let Drawing::Group(grouped) = self else { return false };
        let group = resources.groups.get(grouped.group);
        group.blend != Blend::Normal || !group.is_mixed() && group.blends_within(resources)
    }

    fn each_ink(&self, resources: &Resources, see: &mut dyn FnMut(Id<Ink>)) {
        match self {
            Drawing::Path(path) => path.fill.into_iter().chain(path.stroke.map(|stroke| stroke.ink)).for_each(see),
            Drawing::Text(run) => see(run.ink),
            Drawing::Symbol(symbol) => see(symbol.ink()),
            Drawing::Picture(_) => {}
            Drawing::Shade(shade) => resources.gradients.get(shade.gradient).stops.iter().for_each(|s| see(s.ink)),
            Drawing::Group(grouped) => {
                resources.groups.get(grouped.group).items.iter().for_each(|item| item.drawing.each_ink(resources, see));
            }
        }
    }
}

impl Item {
    /// What is drawn of it one by one: items of groups that change nothing stand for themselves.
    #[must_use]
    pub fn leaves<'a>(&'a self, resources: &'a Resources) -> Vec<&'a Item> {
        let mut leaves = Vec::new();
        self.each_leaf(resources, &mut |item| leaves.push(item));
        leaves
    }

    fn each_leaf<'a>(&'a self, resources: &'a Resources, see: &mut dyn FnMut(&'a Item)) {
        if let Drawing::Group(grouped) = &self.drawing {
            let group = resources.groups.get(grouped.group);
            if group.is_plain() && grouped.shift == Point::default() {
                return group.items.iter().for_each(|item| item.each_leaf(resources, see));
            }
        }
        see(self);
    }
}

impl Group {
    /// Whether colours within it mix with those that lie below them there.
    #[must_use]
    pub fn blends_within(&self, resources: &Resources) -> bool {
        self.items.iter().any(|item| item.drawing.blends(resources))
    }

    /// The box around what is seen of it in inks of some kind.
    pub(super) fn bounds(&self, resources: &Resources, counts: &dyn Fn(Id<Ink>) -> bool) -> Option<Bounds> {
        let boxes = self.items.iter().filter_map(|item| item.drawing.bounds_in(resources, counts));
        let around = boxes.reduce(|all, one| all.joined(&one))?;
        self.clips.iter().try_fold(around, |around, clip| around.common(&clip.bounds()?))
    }
}

impl Resources {
    /// Of each group, by its number, whether it is a mask or a part of one.
    #[must_use]
    pub fn groups_of_masks(&self) -> Vec<bool> {
        let groups = &self.groups;
        let mut found = vec![false; groups.values().count()];
        let mut open: Vec<Id<Group>> = groups.values().filter_map(|group| group.mask).collect();
        while let Some(id) = open.pop() {
            let Some(is_found) = found.get_mut(groups.number(id)).filter(|is_found| !**is_found) else { continue };
            *is_found = true;
            open.extend(groups.get(id).items.iter().filter_map(|item| match &item.drawing {
                Drawing::Group(grouped) => Some(grouped.group),
                _ => None,
            }));
        }
        found
    }
}
