//! The versions of stories as they stand, in SQL: which row has a number, which rows a story has, what stands before
//! and after a version.
//!
//! A story that no decision is about is looked up in its table; of the others the functions of [`names`](super::names)
//! know the rows. One of the two is always empty.

/// The row of the version that a name and a number mean.
macro_rules! row_at {
    ($name:literal, $number:literal) => {
        concat!(
            "coalesce(row_at(",
            $name,
            ", ",
            $number,
            "), (SELECT id FROM version WHERE story = (SELECT id FROM story WHERE slug = undecided(",
            $name,
            ")) AND number = ",
            $number,
            "))"
        )
    };
}
pub(super) use row_at;

/// The row of the latest version of the story that a name finds.
macro_rules! latest_row {
    ($name:literal) => {
        concat!(
            "coalesce(latest_row(",
            $name,
            "), (SELECT id FROM version WHERE story = (SELECT id FROM story WHERE slug = undecided(",
            $name,
            ")) ORDER BY number DESC LIMIT 1))"
        )
    };
}
pub(super) use latest_row;

/// The rows of the versions of the story that a name finds, as a list of `IN`.
macro_rules! rows_of {
    ($name:literal) => {
        concat!(
            "(SELECT value FROM json_each(rows_of(",
            $name,
            ")) UNION ALL SELECT id FROM version WHERE story = (SELECT id FROM story WHERE slug = undecided(",
            $name,
            ")))"
        )
    };
}
pub(super) use rows_of;

/// Joins the versions that stand before and after a version in its story.
macro_rules! neighbours {
    () => {
        "LEFT JOIN version AS before ON before.id = preceding(version.id, (SELECT id FROM version AS one \
           WHERE one.story = version.story AND one.number = version.number - 1)) \
         LEFT JOIN version AS after ON after.id = following(version.id, (SELECT id FROM version AS one \
           WHERE one.story = version.story AND one.number = version.number + 1)) "
    };
}
pub(super) use neighbours;

/// The number of the latest version of the story that a version stands in.
macro_rules! latest_number {
    () => {
        "coalesce(latest_number(standing(version.id, story.slug)), \
         (SELECT max(number) FROM version AS last WHERE last.story = version.story))"
    };
}
pub(super) use latest_number;
