//! Syntax: the head of every token, and its relation to it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Layer;
use super::tags::tag_set;
use crate::text::Span;

tag_set! {
    /// The relations of Universal Dependencies 2, with the subtypes of its English treebanks.
    SyntaxRelation {
        Acl = "acl", AclRelcl = "acl:relcl", Advcl = "advcl", AdvclRelcl = "advcl:relcl", Advmod = "advmod",
        Amod = "amod", Appos = "appos", Aux = "aux", AuxPass = "aux:pass", Case = "case", Cc = "cc",
        CcPreconj = "cc:preconj", Ccomp = "ccomp", Clf = "clf", Compound = "compound", CompoundPrt = "compound:prt",
        Conj = "conj", Cop = "cop", Csubj = "csubj", CsubjOuter = "csubj:outer", CsubjPass = "csubj:pass",
        Dep = "dep", Det = "det", DetPredet = "det:predet", Discourse = "discourse", Dislocated = "dislocated",
        Expl = "expl", Fixed = "fixed", Flat = "flat", Goeswith = "goeswith", Iobj = "iobj", List = "list",
        Mark = "mark", Nmod = "nmod", NmodDesc = "nmod:desc", NmodPoss = "nmod:poss",
        NmodUnmarked = "nmod:unmarked", Nsubj = "nsubj", NsubjOuter = "nsubj:outer", NsubjPass = "nsubj:pass",
        Nummod = "nummod", Obj = "obj", Obl = "obl", OblAgent = "obl:agent", OblUnmarked = "obl:unmarked",
        Orphan = "orphan", Parataxis = "parataxis", Punct = "punct", Reparandum = "reparandum", Root = "root",
        Vocative = "vocative", Xcomp = "xcomp",
    }
}

impl SyntaxRelation {
    /// The relation without its subtype, as all languages share it: `nsubj` of `nsubj:pass`.
    pub fn universal(self) -> &'static str {
        let name = self.name();
        name.split_once(':').map_or(name, |(universal, _)| universal)
    }
}

/// The dependency trees of the sentences of a document, one row a token.
///
/// Every sentence is one tree: one token has no head, and from every other one the heads lead to it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Syntax {
    /// The index of the token that governs each token; nothing for the root of a sentence.
    pub heads: Vec<Option<u32>>,
    /// The relation of each token to its head; `root` for the root of a sentence.
    pub relations: Vec<SyntaxRelation>,
}

impl Syntax {
    /// The head of the token at `index`; nothing for a root, or if there is no such token.
    #[inline]
    pub fn head(&self, index: usize) -> Option<usize> {
        self.heads.get(index).copied().flatten().map(|head| head as usize)
    }
}

impl Layer for Syntax {
    const NAME: &'static str = "syntax";

    fn len(&self) -> usize {
        self.heads.len()
    }

    fn visit_spans(&mut self, _: &mut dyn FnMut(&mut Span)) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subtypes_are_left_off() {
        assert_eq!(SyntaxRelation::NsubjPass.universal(), "nsubj");
        assert_eq!(SyntaxRelation::Obj.universal(), "obj");
    }
}
