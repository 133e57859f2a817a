//! The driver of this crate has the custom stage and layer beside everything that Tidings ships.

use assert_cmd::Command;
use serde_json::Value;

fn driver() -> Command {
    Command::new(env!("CARGO_BIN_EXE_custom-stage"))
}

fn documents(folder: &std::path::Path) -> Vec<Value> {
    let lines = std::fs::read_to_string(folder.join("documents.jsonl")).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn the_custom_stage_is_listed_beside_ours() {
    let output = driver().arg("stages").output().unwrap();
    let list = String::from_utf8(output.stdout).unwrap();
    assert!(list.contains("custom.shouting"), "{list}");
    assert!(list.contains("claims.attribution"), "{list}");
}

#[test]
fn the_custom_layer_is_written_and_read_back() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("shouting.toml");
    std::fs::write(&config, "[[stage]]\nuse = \"custom.shouting\"\nmin_letters = 4\n").unwrap();
    let article = folder.path().join("article.txt");
    std::fs::write(&article, "“É” is short, but THIS IS SHOUTING in the EU.").unwrap();
    let out = folder.path().join("out");
    driver().arg("run").arg(&config).arg(&article).arg("--output").arg(&out).assert().success();

    let first = documents(&out);
    let shouts = &first[0]["layers"]["shouts"];
    assert_eq!(shouts[0]["span"], serde_json::json!({ "start": 18, "end": 22 }), "offsets are code points");
    assert_eq!(shouts.as_array().unwrap().len(), 2);

    // A pipeline without the stage keeps the layer that the document brings along.
    let empty = folder.path().join("empty.toml");
    std::fs::write(&empty, "").unwrap();
    let again = folder.path().join("again");
    driver()
        .arg("run")
        .arg(&empty)
        .arg(out.join("documents.jsonl"))
        .arg("--output")
        .arg(&again)
        .assert()
        .success();
    assert_eq!(documents(&again)[0]["layers"]["shouts"], *shouts);
}
