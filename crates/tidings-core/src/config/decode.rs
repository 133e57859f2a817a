//! From a table of settings to a typed configuration.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::stage::SettingError;

/// Decodes settings and gives them back in full, defaults included.
///
/// # Errors
/// If a setting is unknown or of the wrong type.
pub fn decode<C: Serialize + DeserializeOwned>(
    settings: toml::Table,
) -> Result<(C, serde_json::Value), SettingError> {
    let failed = |message: String| SettingError { setting: None, message };
    let config: C =
        settings.try_into().map_err(|error: toml::de::Error| failed(error.message().to_owned()))?;
    let json = serde_json::to_value(&config).map_err(|error| failed(error.to_string()))?;
    Ok((config, json))
}
