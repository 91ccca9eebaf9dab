//! Typed identifiers and tables: an actor's number cannot be used where a zone's is meant.

use std::marker::PhantomData;
use std::ops::{Index, IndexMut};

/// A position in a [`Table`] of one kind of entity.
pub trait Id: Copy {
    /// The identifier of a position.
    fn from_index(index: usize) -> Self;
    /// The position.
    fn index(self) -> usize;
}

/// Declares identifier types.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(u16);

        impl Id for $name {
            #[inline(always)]
            fn from_index(index: usize) -> Self {
                $name(index as u16)
            }

            #[inline(always)]
            fn index(self) -> usize {
                usize::from(self.0)
            }
        }
    )*};
}

ids! {
    /// An actor.
    ActorId;
    /// An actor's choice of its rung.
    ChooserId;
    /// A theatre.
    TheatreId;
    /// A campaign.
    CampaignId;
    /// An axis of advance.
    AxisId;
    /// A zone.
    ZoneId;
    /// A zone in which displaced people shelter.
    ShelterId;
    /// A border.
    BorderId;
    /// A force.
    ForceId;
    /// A patron's support.
    SupportId;
    /// A co-location incident process.
    IncidentId;
    /// An accident process.
    AccidentId;
    /// An ultimatum.
    UltimatumId;
    /// An agreement in force on day 0.
    AccordId;
    /// A ceasefire that may come.
    CeasefireId;
    /// A series of leaders' meetings.
    MeetingId;
    /// An instrument of leverage.
    InstrumentId;
    /// An ordered pair of actors with instruments between them.
    DyadId;
    /// An observer.
    ObserverId;
    /// A scripted or stochastic event.
    EventId;
    /// A regime whose army may dissolve.
    RegimeId;
    /// A patron that holds up a regime.
    PatronId;
    // Politics.
    /// A figure that adjusts slowly.
    TrendId;
    /// A bargain with two ends.
    SettlementId;
    /// A sanction.
    SanctionId;
    // Signalling.
    /// A belief in an actor's resolve.
    BeliefId;
    /// A red line.
    RedLineId;
    /// A costly signal.
    SignalId;
    /// A promise of help.
    AllianceId;
    /// A demand backed by a threat.
    DemandId;
    // People.
    /// People who fled before day 0.
    ExilesId;
    /// A border that an actor may open to migrants.
    GateId;
}

/// Largest number of entities of one kind.
pub const MOST_ENTITIES: usize = 4096;

/// Entities of one kind, indexed by their identifier.
#[derive(Clone, Debug, PartialEq)]
pub struct Table<I, T> {
    rows: Vec<T>,
    kind: PhantomData<I>,
}

impl<I, T> Default for Table<I, T> {
    fn default() -> Self {
        Table { rows: Vec::new(), kind: PhantomData }
    }
}

impl<I: Id, T> Table<I, T> {
    /// A table with `count` copies of a row.
    pub fn filled(count: usize, row: T) -> Self
    where
        T: Clone,
    {
        Table { rows: vec![row; count], kind: PhantomData }
    }

    /// One row made for every row of another table of the same kind.
    pub fn map<U>(&self, mut make: impl FnMut(I, &T) -> U) -> Table<I, U> {
        self.rows.iter().enumerate().map(|(index, row)| make(I::from_index(index), row)).collect()
    }

    /// Adds a row and returns its identifier.
    pub fn push(&mut self, row: T) -> I {
        self.rows.push(row);
        I::from_index(self.rows.len() - 1)
    }

    /// Number of rows.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no row.
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Identifiers in order.
    #[inline(always)]
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = I> + ExactSizeIterator + use<I, T> {
        (0..self.rows.len()).map(I::from_index)
    }

    /// Rows in order.
    #[inline(always)]
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.rows.iter()
    }

    /// Rows in order, to change.
    #[inline(always)]
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, T> {
        self.rows.iter_mut()
    }
}

impl<I: Id, T> FromIterator<T> for Table<I, T> {
    fn from_iter<Rows: IntoIterator<Item = T>>(rows: Rows) -> Self {
        Table { rows: rows.into_iter().collect(), kind: PhantomData }
    }
}

impl<I: Id, T> Index<I> for Table<I, T> {
    type Output = T;

    #[inline(always)]
    fn index(&self, id: I) -> &T {
        &self.rows[id.index()]
    }
}

impl<I: Id, T> IndexMut<I> for Table<I, T> {
    #[inline(always)]
    fn index_mut(&mut self, id: I) -> &mut T {
        &mut self.rows[id.index()]
    }
}
