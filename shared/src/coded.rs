//! One macro for every closed list of the domain: code, Chinese and English word in one place.

/// Declares an enum whose variants have a stable code and a word in both languages.
///
/// The code is what the database, the API and files hold; the words are what people read. Generated:
/// `ALL`, `as_str`, `parse`, `label`, `Display`, serde as the code, and with the features `graphql`
/// and `db` the matching derives.
#[macro_export]
macro_rules! coded_enum {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident {
            $( $(#[$vmeta:meta])* $variant:ident = $code:tt ($zh:literal, $en:literal) ),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
        #[cfg_attr(feature = "db", derive(sea_orm::EnumIter, sea_orm::DeriveActiveEnum))]
        #[cfg_attr(feature = "db", sea_orm(rs_type = "String", db_type = "String(sea_orm::sea_query::StringLen::N(40))"))]
        $vis enum $name {
            $(
                $(#[$vmeta])*
                #[doc = concat!($zh, " (", $en, ")")]
                #[serde(rename = $code)]
                #[cfg_attr(feature = "graphql", graphql(name = $code))]
                #[cfg_attr(feature = "db", sea_orm(string_value = $code))]
                $variant
            ),+
        }

        impl $name {
            /// Every value, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable code.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The value with this code.
            pub fn parse(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }

            /// The word for people.
            pub const fn label(self, lang: $crate::lang::Lang) -> &'static str {
                match (self, lang) {
                    $(
                        (Self::$variant, $crate::lang::Lang::Zh) => $zh,
                        (Self::$variant, $crate::lang::Lang::En) => $en,
                    )+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
