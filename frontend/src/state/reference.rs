//! Departments, divisions and tags: asked once, used by many pages.

use leptos::prelude::*;
use shared::code::DivisionCode;

use crate::api::{self, ApiError, Query, schema, use_query};

/// A department.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
pub struct Department {
    /// Opaque id.
    pub id: cynic::Id,
    /// Short code.
    pub code: String,
    /// Full name.
    pub name: String,
    /// May inspect.
    pub can_inspect: bool,
}

/// A division.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
pub struct Division {
    /// GB/T 2260 code.
    pub code: String,
    /// Name.
    pub name: String,
}

/// A tag with how many subjects have it.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
pub struct TagCount {
    /// The tag.
    pub tag: String,
    /// How many subjects.
    pub count: i32,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct DepartmentsQuery {
    departments: Vec<Department>,
    divisions: Vec<Division>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct TagsQuery {
    tags: Vec<TagCount>,
}

/// Departments and divisions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lists {
    /// Departments in their order.
    pub departments: Vec<Department>,
    /// All divisions on file.
    pub divisions: Vec<Division>,
}

impl Lists {
    /// The name of a division; its code if it is not on file.
    pub fn division(&self, code: &str) -> String {
        self.divisions
            .iter()
            .find(|row| row.code == code)
            .map_or_else(|| code.to_owned(), |row| row.name.clone())
    }

    /// Towns: what subjects are listed by.
    pub fn towns(&self) -> impl Iterator<Item = &Division> {
        let codes: Vec<DivisionCode> =
            self.divisions.iter().filter_map(|row| DivisionCode::parse(&row.code).ok()).collect();
        self.divisions
            .iter()
            .filter(move |row| DivisionCode::parse(&row.code).is_ok_and(|code| code.is_innermost(&codes)))
    }
}

/// What the desk shares.
#[derive(Clone, Copy)]
pub struct Reference {
    /// Departments and divisions.
    pub lists: Query<Lists>,
}

impl Reference {
    /// Asks for them once.
    pub fn provide() -> Self {
        let lists = use_query(
            || (),
            |()| async {
                use cynic::QueryBuilder;
                let data = api::run(DepartmentsQuery::build(())).await?;
                Ok(Lists { departments: data.departments, divisions: data.divisions })
            },
        );
        let reference = Self { lists };
        provide_context(reference);
        reference
    }

    /// Those of the area; asked for if nobody has.
    pub fn of_area() -> Self {
        use_context().unwrap_or_else(Self::provide)
    }

    /// Them, or empty ones until they are here.
    pub fn get(self) -> Lists {
        self.lists.data().unwrap_or_default()
    }
}

/// Tags in use.
pub async fn tags() -> Result<Vec<TagCount>, ApiError> {
    use cynic::QueryBuilder;
    Ok(api::run(TagsQuery::build(())).await?.tags)
}

#[derive(cynic::QueryFragment)]
struct PortalInfo {
    division_name: String,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Query")]
struct PlaceQuery {
    portal: PortalInfo,
}

/// What the division is called that this installation works for.
pub async fn place() -> Result<String, ApiError> {
    use cynic::QueryBuilder;
    Ok(api::run(PlaceQuery::build(())).await?.portal.division_name)
}
