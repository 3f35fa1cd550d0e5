//! Lists of the contract as pages of ours, and mutations as functions.

use super::schema;

/// Where the next page begins.
#[derive(cynic::QueryFragment, Debug, Clone, PartialEq, Eq)]
pub struct PageInfo {
    /// Cursor of the last entry.
    pub end_cursor: Option<String>,
    /// Whether there is more.
    pub has_next_page: bool,
}

impl PageInfo {
    /// What to ask for next; nothing at the end.
    pub fn next(self) -> Option<String> {
        self.has_next_page.then_some(self.end_cursor).flatten()
    }
}

/// Declares the fragment of a connection: `connection!(Lines, "PlanLineConnection", LineRow);`
#[macro_export]
macro_rules! connection {
    ($name:ident, $graphql:literal, $node:ty) => {
        #[derive(cynic::QueryFragment, Debug, Clone)]
        #[cynic(graphql_type = $graphql)]
        struct $name {
            nodes: Vec<$node>,
            page_info: $crate::api::PageInfo,
            total_count: i32,
        }

        impl From<$name> for $crate::api::Paged<$node> {
            fn from(list: $name) -> Self {
                Self { items: list.nodes, total: list.total_count, next: list.page_info.next() }
            }
        }
    };
}

/// Declares a function that runs the mutation of its name:
/// `mutation!($ open_plan(OpenPlanInput) -> "PlanPayload" { plan: PlanRef });`
#[macro_export]
macro_rules! mutation {
    ($d:tt $(#[$meta:meta])* $name:ident($input:ty) -> $payload:literal { $field:ident: $($out:tt)+ }) => {
        $(#[$meta])*
        pub async fn $name(
            input: $input,
        ) -> Result<(Option<$($out)+>, Vec<$crate::api::UserError>), $crate::api::ApiError> {
            use cynic::MutationBuilder;

            #[derive(cynic::QueryVariables)]
            struct Variables {
                input: $input,
            }

            #[derive(cynic::QueryFragment)]
            #[cynic(graphql_type = $payload)]
            struct Payload {
                $field: Option<$($out)+>,
                user_errors: Vec<$crate::api::UserError>,
            }

            #[derive(cynic::QueryFragment)]
            #[cynic(graphql_type = "Mutation", variables = "Variables")]
            struct Root {
                #[arguments(input: $d input)]
                $name: Payload,
            }

            let answer = $crate::api::mutate(Root::build(Variables { input })).await?.$name;
            Ok((answer.$field, answer.user_errors))
        }
    };
}
