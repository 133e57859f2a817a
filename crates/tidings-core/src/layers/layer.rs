//! The `Layer` trait, the set of layers of a document, and the JSON form of any registered layer.

use std::any::{Any, TypeId};
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::text::Span;

/// Which text the spans of a layer point into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// [`Document::text`](crate::Document::text): the layer freezes the text.
    Text,
    /// [`Document::source`](crate::Document::source), which never changes.
    Source,
}

/// A set of annotations of one type.
///
/// ```
/// use schemars::JsonSchema;
/// use serde::{Deserialize, Serialize};
/// use tidings_core::{Layer, Span};
///
/// /// Words that somebody shouts.
/// #[derive(Clone, Default, Serialize, Deserialize, JsonSchema)]
/// struct Shouts(Vec<Span>);
///
/// impl Layer for Shouts {
///     const NAME: &'static str = "shouts";
///     fn len(&self) -> usize {
///         self.0.len()
///     }
///     fn visit_spans(&mut self, visit: &mut dyn FnMut(&mut Span)) {
///         self.0.iter_mut().for_each(visit);
///     }
/// }
/// tidings_core::register_layer!(Shouts);
/// # fn main() {}
/// ```
pub trait Layer: Any + Clone + Send + Sync + Serialize + DeserializeOwned + JsonSchema {
    /// The name of the layer in output, errors and the stage reference: lower case, snake case, plural.
    const NAME: &'static str;
    /// Which text the spans point into.
    const FRAME: Frame = Frame::Text;
    /// Whether an empty layer is written. One that few documents have anything of is not.
    const WRITTEN_EMPTY: bool = true;

    /// How many annotations the layer holds.
    fn len(&self) -> usize;

    /// Whether the layer holds nothing.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Shows every span of the layer to `visit`, which may change it: offsets are translated this way
    /// when a layer is written and read.
    fn visit_spans(&mut self, visit: &mut dyn FnMut(&mut Span));
}

/// A layer whose type is known only at run time. Implemented for every [`Layer`].
pub trait AnyLayer: Any + Send + Sync {
    /// [`Layer::NAME`].
    fn name(&self) -> &'static str;
    /// [`Layer::FRAME`].
    fn frame(&self) -> Frame;
    /// [`Layer::len`].
    fn len(&self) -> usize;
    /// Whether the layer holds nothing.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// For downcasts.
    fn as_any(&self) -> &dyn Any;
    /// For downcasts.
    fn as_any_mut(&mut self) -> &mut dyn Any;
    /// For downcasts.
    fn into_any(self: Box<Self>) -> Box<dyn Any>;
}

impl<L: Layer> AnyLayer for L {
    fn name(&self) -> &'static str {
        L::NAME
    }
    fn frame(&self) -> Frame {
        L::FRAME
    }
    fn len(&self) -> usize {
        Layer::len(self)
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
    fn into_any(self: Box<Self>) -> Box<dyn Any> {
        self
    }
}

/// The layers of a document: at most one of each type, in the order they were made.
#[derive(Default)]
pub struct LayerSet {
    // A dozen entries at most: a scan is faster than a hash.
    layers: Vec<(TypeId, Box<dyn AnyLayer>)>,
}

impl LayerSet {
    /// The layer of type `L`.
    pub fn get<L: Layer>(&self) -> Option<&L> {
        let (_, layer) = self.layers.iter().find(|(id, _)| *id == TypeId::of::<L>())?;
        (**layer).as_any().downcast_ref()
    }

    /// All layers.
    pub fn iter(&self) -> impl Iterator<Item = &dyn AnyLayer> {
        self.layers.iter().map(|(_, layer)| &**layer)
    }

    /// The layer of the given name.
    pub fn by_name(&self, name: &str) -> Option<&dyn AnyLayer> {
        self.iter().find(|layer| layer.name() == name)
    }

    pub(crate) fn get_mut<L: Layer>(&mut self) -> Option<&mut L> {
        let (_, layer) = self.layers.iter_mut().find(|(id, _)| *id == TypeId::of::<L>())?;
        (**layer).as_any_mut().downcast_mut()
    }

    pub(crate) fn insert<L: Layer>(&mut self, layer: L) {
        self.insert_boxed(Box::new(layer));
    }

    pub(crate) fn insert_boxed(&mut self, layer: Box<dyn AnyLayer>) {
        let id = (*layer).as_any().type_id();
        match self.layers.iter_mut().find(|(known, _)| *known == id) {
            Some(slot) => slot.1 = layer,
            None => self.layers.push((id, layer)),
        }
    }

    pub(crate) fn remove<L: Layer>(&mut self) -> Option<L> {
        let index = self.layers.iter().position(|(id, _)| *id == TypeId::of::<L>())?;
        let (_, layer) = self.layers.remove(index);
        layer.into_any().downcast().ok().map(|layer| *layer)
    }

    /// The name of a layer that points into the text, if there is one.
    pub(crate) fn pointing_into_text(&self) -> Option<&'static str> {
        self.iter().find(|layer| layer.frame() == Frame::Text).map(AnyLayer::name)
    }
}

impl fmt::Debug for LayerSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter().map(|layer| (layer.name(), layer.len()))).finish()
    }
}

/// A function that translates spans, for example from bytes to code points.
pub type SpanMap<'a> = &'a mut dyn FnMut(&mut Span);

/// The registered description of a layer type; made by [`register_layer!`](crate::register_layer).
pub struct LayerDefinition {
    /// [`Layer::NAME`].
    pub name: &'static str,
    /// The crate that registered the layer.
    pub crate_name: &'static str,
    /// [`Layer::FRAME`].
    pub frame: Frame,
    /// [`Layer::WRITTEN_EMPTY`].
    pub written_empty: bool,
    to_json: fn(&dyn Any, SpanMap<'_>) -> Result<Value, LayerJsonError>,
    write_json: fn(&dyn Any, SpanMap<'_>, &mut Vec<u8>) -> Result<(), LayerJsonError>,
    from_json: fn(Value, SpanMap<'_>) -> Result<Box<dyn AnyLayer>, LayerJsonError>,
    schema: fn(&mut SchemaGenerator) -> Schema,
}

/// Why a layer could not be written to or read from JSON.
#[derive(Debug, thiserror::Error)]
#[error("the layer `{layer}` {problem}")]
pub struct LayerJsonError {
    layer: &'static str,
    problem: String,
}

impl LayerDefinition {
    /// The definition of the layer type `L`.
    pub const fn of<L: Layer>(crate_name: &'static str) -> Self {
        LayerDefinition {
            name: L::NAME,
            crate_name,
            frame: L::FRAME,
            written_empty: L::WRITTEN_EMPTY,
            to_json: to_json::<L>,
            write_json: write_json::<L>,
            from_json: from_json::<L>,
            schema: |generator| generator.subschema_for::<L>(),
        }
    }

    /// The JSON form of a layer; every span is shown to `map` first.
    ///
    /// # Errors
    /// If `layer` is of another type or does not serialize.
    pub fn to_json(&self, layer: &dyn AnyLayer, map: SpanMap<'_>) -> Result<Value, LayerJsonError> {
        (self.to_json)(layer.as_any(), map)
    }

    /// Appends the JSON form of a layer to `out`, byte for byte as that of [`LayerDefinition::to_json`] is written, without making it
    /// first; every span is shown to `map` first.
    ///
    /// # Errors
    /// If `layer` is of another type or does not serialize; `out` may hold a part of it then.
    pub fn write_json(
        &self,
        layer: &dyn AnyLayer,
        map: SpanMap<'_>,
        out: &mut Vec<u8>,
    ) -> Result<(), LayerJsonError> {
        (self.write_json)(layer.as_any(), map, out)
    }

    /// A layer from its JSON form; every span is shown to `map` last.
    ///
    /// # Errors
    /// If the JSON is not that of this layer.
    pub fn from_json(&self, json: Value, map: SpanMap<'_>) -> Result<Box<dyn AnyLayer>, LayerJsonError> {
        (self.from_json)(json, map)
    }

    /// The JSON Schema of the layer's JSON form.
    pub fn schema(&self, generator: &mut SchemaGenerator) -> Schema {
        (self.schema)(generator)
    }
}

/// A copy of a layer with its spans translated.
fn translated<L: Layer>(layer: &dyn Any, map: SpanMap<'_>) -> Result<L, LayerJsonError> {
    let error = || LayerJsonError { layer: L::NAME, problem: "has another type".to_owned() };
    let mut copy = layer.downcast_ref::<L>().ok_or_else(error)?.clone();
    copy.visit_spans(map);
    Ok(copy)
}

fn unwritten<L: Layer>(error: &serde_json::Error) -> LayerJsonError {
    LayerJsonError { layer: L::NAME, problem: format!("cannot be written as JSON: {error}") }
}

fn to_json<L: Layer>(layer: &dyn Any, map: SpanMap<'_>) -> Result<Value, LayerJsonError> {
    serde_json::to_value(translated::<L>(layer, map)?).map_err(|error| unwritten::<L>(&error))
}

fn write_json<L: Layer>(layer: &dyn Any, map: SpanMap<'_>, out: &mut Vec<u8>) -> Result<(), LayerJsonError> {
    let mut serializer = serde_json::Serializer::with_formatter(out, AsValues);
    translated::<L>(layer, map)?.serialize(&mut serializer).map_err(|error| unwritten::<L>(&error))
}

/// Writes numbers as a [`Value`] has them: it keeps a number of 32 bits in 64.
struct AsValues;

impl serde_json::ser::Formatter for AsValues {
    fn write_f32<W: ?Sized + std::io::Write>(&mut self, writer: &mut W, value: f32) -> std::io::Result<()> {
        self.write_f64(writer, value.into())
    }
}

fn from_json<L: Layer>(json: Value, map: SpanMap<'_>) -> Result<Box<dyn AnyLayer>, LayerJsonError> {
    let mut layer: L = serde_json::from_value(json).map_err(|e| LayerJsonError {
        layer: L::NAME,
        problem: format!("cannot be read from this JSON: {e}"),
    })?;
    layer.visit_spans(map);
    Ok(Box::new(layer))
}

inventory::collect!(LayerDefinition);

/// Registers a [`Layer`](crate::Layer) type, so that it is written to the output and read back.
#[macro_export]
macro_rules! register_layer {
    ($layer:ty) => {
        $crate::inventory::submit! {
            $crate::LayerDefinition::of::<$layer>(env!("CARGO_PKG_NAME"))
        }
    };
}
