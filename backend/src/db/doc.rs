//! A JSON column with a type.

use sea_orm::sea_query::{ArrayType, ColumnType, Nullable, ValueType, ValueTypeErr};
use sea_orm::{ActiveValue, IntoActiveValue, TryGetableFromJson, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Holds `T` as JSON in the database.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Doc<T>(pub T);

impl<T: DeserializeOwned> TryGetableFromJson for Doc<T> {}

impl<T: Serialize> From<Doc<T>> for Value {
    fn from(doc: Doc<T>) -> Self {
        // Our documents have string keys and no custom serializers: JSON can hold them.
        Self::Json(Some(Box::new(serde_json::to_value(doc.0).unwrap_or_default())))
    }
}

impl<T: DeserializeOwned> ValueType for Doc<T> {
    fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
        match value {
            Value::Json(Some(json)) => serde_json::from_value(*json).map(Self).map_err(|_| ValueTypeErr),
            _ => Err(ValueTypeErr),
        }
    }

    fn type_name() -> String {
        "Doc".to_owned()
    }

    fn array_type() -> ArrayType {
        ArrayType::Json
    }

    fn column_type() -> ColumnType {
        ColumnType::JsonBinary
    }
}

impl<T> Nullable for Doc<T> {
    fn null() -> Value {
        Value::Json(None)
    }
}

impl<T: Serialize> IntoActiveValue<Self> for Doc<T> {
    fn into_active_value(self) -> ActiveValue<Self> {
        ActiveValue::Set(self)
    }
}
