//! What tars and container images ship, and what distributions installed in them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

mod program;
mod tar;

use packages::{Ecosystem, Shipment, is_archive, is_layout, may_be_large, read_archive, read_folder, read_layout};
use source::{FileId, Files as _, Limits, MemoryFiles};
use tar::{Member, fact, file, folder, gzip, hard_link, layout, link, long_name, saved, tar, zstd};

fn shipment(path: &str, bytes: &[u8]) -> Shipment {
    read_archive(FileId(0), path, bytes, &Limits::default())
}

fn shipped(found: &Shipment) -> Vec<String> {
    let line = |one: &packages::Shipped| {
        format!("{} {} {}", one.package.name, one.package.version.as_deref().unwrap_or("-"), one.inside)
    };
    found.packages.iter().map(line).collect()
}

fn notices(found: &Shipment) -> Vec<String> {
    let line = |notice: &finding::Notice| match &notice.place {
        finding::Place::Path(path) => format!("{path}: {}", notice.message),
        place => format!("{place:?}: {}", notice.message),
    };
    found.notices.iter().map(line).collect()
}

fn npm(path: &str, name: &str, version: &str) -> Member {
    file(&format!("{path}/package.json"), format!(r#"{{"name": "{name}", "version": "{version}"}}"#))
}

#[test]
fn a_tar_is_read_like_a_zip() {
    let members = [
        folder("./"),
        npm("./node_modules/a", "a", "1.0.0"),
        npm("/node_modules/b", "b", "1.0.0"),
        file("x", "").clone(),
        link("out", "../../etc/passwd"),
        link("in", "node_modules/a"),
        Member { kind: b'3', ..file("device", "") },
        file("../evil/package.json", "{}"),
    ];
    let expected = ["a 1.0.0 node_modules/a/package.json", "b 1.0.0 node_modules/b/package.json"];
    let plain = tar(&members);
    let twice = [gzip(&plain[..1024]), gzip(&plain[1024..])].concat();
    let skipped = [&b"\x50\x2a\x4d\x18\x03\0\0\0abc"[..], &zstd(&plain)].concat();
    for (path, bytes) in [
        ("app.tar", plain.clone()),
        ("app.tar.gz", gzip(&plain)),
        ("app.tgz", twice),
        ("app.tar.zst", zstd(&plain)),
        ("app.tar", skipped),
    ] {
        assert!(is_archive(path));
        let found = shipment(path, &bytes);
        assert_eq!(shipped(&found), expected);
        let expected = [
            format!("{path}: `../evil/package.json` is left out: its name leads out of the archive"),
            format!("{path}!/out: a link to `../../etc/passwd`, which lies outside of the archive"),
        ];
        assert_eq!(notices(&found), expected);
        assert_eq!(found.coverage.len(), 1);
        assert_eq!(found.coverage[0].entries, 3);
    }
}

#[test]
fn names_may_be_long() {
    let folder = format!("node_modules/{}", "x".repeat(120));
    let content = r#"{"name": "x", "version": "1.0.0"}"#;
    let path = format!("{folder}/package.json");
    let found = shipment(
        "a.tar",
        &tar(&[
            long_name(&path),
            file("cut", content),
            fact("path", "node_modules/y/package.json"),
            file("cut", content.replace('x', "y")),
            fact("GNU.sparse.major", "1"),
            npm("node_modules/z", "z", "1.0.0"),
        ]),
    );
    assert_eq!(shipped(&found), [format!("x 1.0.0 {path}"), "y 1.0.0 node_modules/y/package.json".to_owned()]);
    assert_eq!(notices(&found), ["a.tar!/node_modules/z/package.json: a file with holes is not read"]);
}

#[test]
fn a_package_of_npm_is_one() {
    let bytes = gzip(&tar(&[npm("package", "left", "1.2.3"), npm("package/test", "other", "1.0.0")]));
    assert_eq!(shipped(&shipment("left-1.2.3.tgz", &bytes)), ["left 1.2.3 package/package.json"]);
    let outer = tar(&[file("vendor/left.tgz", &bytes)]);
    assert_eq!(shipped(&shipment("a.tar", &outer)), ["left 1.2.3 vendor/left.tgz!/package/package.json"]);
}

#[test]
fn what_is_damaged_keeps_what_comes_before() {
    let plain = tar(&[npm("node_modules/a", "a", "1.0.0"), npm("node_modules/b", "b", "1.0.0")]);
    let a = ["a 1.0.0 node_modules/a/package.json"];
    let mut broken = plain.clone();
    broken[1024] = b'!';
    let found = shipment("a.tar", &broken);
    assert_eq!(shipped(&found), a);
    assert_eq!(notices(&found), ["a.tar: it is no tar, or damaged after 1 files"]);
    let found = shipment("a.tar", &plain[..1540]);
    assert_eq!(shipped(&found), a);
    assert_eq!(notices(&found), ["a.tar: it is damaged or cut off"]);
    let packed = gzip(&plain);
    let found = shipment("a.tgz", &packed[..packed.len() - 12]);
    assert!(notices(&found).contains(&"a.tgz: it is damaged or cut off".to_owned()));
    // A missing end is no damage.
    assert_eq!(notices(&shipment("a.tar", &plain[..2048])), [""; 0]);
    assert_eq!(notices(&shipment("a.tar", b"BZh91")), ["a.tar: it is packed by bzip2, which is not read"]);
    let liar = tar(&[Member { size: Some(1 << 32), ..npm("node_modules/a", "a", "1.0.0") }]);
    let limit = "a.tar: it is damaged or cut off";
    assert_eq!(notices(&shipment("a.tar", &liar)), [limit]);
}

#[test]
fn limits_hold() {
    let plain = tar(&[
        file("node_modules/a/package.json", vec![b' '; 2 << 20]),
        npm("node_modules/b", "b", "1.0.0"),
        npm("node_modules/c", "c", "1.0.0"),
    ]);
    let read = |limits: Limits| read_archive(FileId(0), "a.tar.gz", &gzip(&plain), &limits);
    let loose = || Limits { unpacked_ratio: 100_000, ..Limits::default() };
    let small = read(Limits { file_bytes: 1 << 20, ..loose() });
    // Its folder tells its name all the same.
    assert_eq!(shipped(&small)[0], "a - node_modules/a/package.json");
    assert_eq!(shipped(&small)[1..], ["b 1.0.0 node_modules/b/package.json", "c 1.0.0 node_modules/c/package.json"]);
    assert!(notices(&small)[0].ends_with("it holds more than the 1048576 bytes that are allowed"));
    let dense = read(Limits { unpacked_ratio: 10, ..Limits::default() });
    assert!(notices(&dense)[0].starts_with("a.tar.gz: it unpacks to more than the"), "{:?}", notices(&dense));
    let few = read(Limits { files: 2, ..loose() });
    assert!(notices(&few).iter().any(|notice| notice.ends_with("only its first 2 files are read")));
    let held = read(Limits { held_bytes: 1 << 20, ..loose() });
    assert_eq!(shipped(&held).len(), 3);
    assert!(notices(&held)[0].contains("more than the"));
}

fn layers() -> Vec<Vec<u8>> {
    let base = tar(&[
        npm("app/node_modules/a", "a", "1.0.0"),
        npm("app/node_modules/b", "b", "1.0.0"),
        npm("app/node_modules/c", "c", "1.0.0"),
        npm("srv/node_modules/d", "d", "1.0.0"),
        file("was/file", "1"),
        npm("was-folder/node_modules/e", "e", "1.0.0"),
        npm("same/node_modules/f", "f", "1.0.0"),
    ]);
    let next = tar(&[
        npm("app/node_modules/a", "a", "2.0.0"),
        file("app/node_modules/.wh.b", ""),
        file("srv/.wh..wh..opq", ""),
        npm("srv/node_modules/g", "g", "1.0.0"),
        file("was-folder", "1"),
        npm("was/file/node_modules/h", "h", "1.0.0"),
        // What a layer hides is of those below, not of its own.
        npm("same/node_modules/f", "f", "2.0.0"),
        file("same/.wh.node_modules", ""),
    ]);
    let last = tar(&[file("app/.wh..wh.plnk", ""), hard_link("app/node_modules/i/package.json", "store/0a")]);
    let store = file("store/0a", r#"{"name": "i", "version": "1.0.0"}"#);
    let last = [tar(&[store])[..1024].to_vec(), last].concat();
    vec![base, gzip(&next), zstd(&last)]
}

const MERGED: [&str; 6] = [
    "a 2.0.0 app/node_modules/a/package.json",
    "c 1.0.0 app/node_modules/c/package.json",
    "i 1.0.0 app/node_modules/i/package.json",
    "f 2.0.0 same/node_modules/f/package.json",
    "g 1.0.0 srv/node_modules/g/package.json",
    "h 1.0.0 was/file/node_modules/h/package.json",
];

#[test]
fn layers_lie_one_over_the_other() {
    let saved = saved("app:1", &layers());
    let laid_out = tar(&layout(&layers()));
    for (path, bytes) in [
        ("app.tar", saved.clone()),
        ("app.tar.gz", gzip(&saved)),
        ("oci.tar", laid_out.clone()),
        ("oci.tar.zst", zstd(&laid_out)),
    ] {
        let found = shipment(path, &bytes);
        assert_eq!(notices(&found), [""; 0]);
        assert_eq!(shipped(&found), MERGED);
        assert_eq!(found.coverage.len(), 1);
        assert_eq!(found.coverage[0].entries, 8);
    }
}

#[test]
fn an_image_may_be_a_folder() {
    let members = layout(&layers());
    let paths: Vec<String> = members.iter().map(|member| format!("build/{}", member.name)).collect();
    let files = MemoryFiles::new(paths.iter().zip(&members).map(|(path, member)| (path.as_str(), &member.content[..])));
    assert!(is_layout("build/oci-layout") && may_be_large(&paths[0]) && !may_be_large("build/index.json"));
    let found = read_layout(&files, files.find("build/oci-layout").unwrap(), &Limits::default());
    assert_eq!(shipped(&found), MERGED);
    assert_eq!(found.place(&found.packages[0].inside), "build/app/node_modules/a/package.json");
    let alone = MemoryFiles::new([("oci-layout", "{}")]);
    let found = read_layout(&alone, FileId(0), &Limits::default());
    assert_eq!(notices(&found), ["oci-layout: the index of the image is not there"]);
}

#[test]
fn several_images_are_told_apart_and_missing_layers_told() {
    let layer = tar(&[npm("node_modules/a", "a", "1.0.0")]);
    let list = r#"[{"RepoTags": ["one:1"], "Layers": ["a/layer.tar"]}, {"RepoTags": null, "Config": "two.json", "Layers": ["b/layer.tar", "no"]},
        {"RepoTags": ["../three"], "Layers": []}]"#;
    let bytes = tar(&[file("manifest.json", list), file("a/layer.tar", layer), link("b/layer.tar", "../a/layer.tar")]);
    let found = shipment("images.tar", &bytes);
    let expected = ["a 1.0.0 one:1!/node_modules/a/package.json", "a 1.0.0 two.json!/node_modules/a/package.json"];
    assert_eq!(shipped(&found), expected);
    assert_eq!(notices(&found), ["images.tar!/two.json!/no: a layer of the image that is not there"]);
    assert_eq!(
        found.coverage.iter().map(|row| row.inside.as_str()).collect::<Vec<_>>(),
        ["image 3", "one:1", "two.json"]
    );
    // A list of other things is none of images.
    let other = tar(&[file("manifest.json", "[1]"), npm("node_modules/a", "a", "1.0.0")]);
    assert_eq!(shipped(&shipment("a.tar", &other)), ["a 1.0.0 node_modules/a/package.json"]);
}

#[test]
fn programs_and_archives_of_images_are_read() {
    let program = program::elf(&[(".go.buildinfo", &program::go("go1.22.1", "mod\ta\tv1.0.0\t\n"))], false);
    let inner = gzip(&tar(&[npm("node_modules/a", "a", "1.0.0")]));
    let layer = tar(&[file("usr/bin/run", &program), file("opt/inner.tar.gz", inner), file("usr/bin/sh", "#!")]);
    let found = shipment("a.tar", &saved("a:1", &[layer]));
    let expected =
        ["a 1.0.0 opt/inner.tar.gz!/node_modules/a/package.json", "stdlib 1.22.1 usr/bin/run", "a v1.0.0 usr/bin/run"];
    assert_eq!(shipped(&found), expected);
    assert_eq!(notices(&found), [""; 0]);
    assert!(found.coverage[0].identified_bytes >= program.len() as u64);
}

const RELEASE: &str = "NAME=\"A b\"\nID=debian\nVERSION_ID=\"12\"\n";

fn systems(found: &Shipment) -> Vec<String> {
    let line = |one: &packages::Shipped| {
        let package = &one.package;
        let system = package.system.as_deref().cloned().unwrap_or_default();
        let facts = [&system.distribution, &system.release, &system.architecture, &system.source].map(String::as_str);
        format!("{} {} {}", package.name, package.version.as_deref().unwrap_or("-"), facts.join(" "))
    };
    found.packages.iter().map(line).collect()
}

#[test]
fn dpkg_says_what_is_installed() {
    let status = "Package: one\nStatus: install ok installed\nArchitecture: amd64\nSource: src (1.0)\nVersion: 1:2.3-4
Depends: two (>= 1.0), three:any | four\nPre-Depends: five\nDescription: a\n b: c\n\tVersion: no\n
Package: rest\nStatus: deinstall ok config-files\nVersion: 1\n
Package: broken\nStatus: install ok installed\n\n\nnothing\n
Package: stateless\nVersion: 1\n
Package: two\nStatus: install ok half-configured\nVersion: 1.0\nArchitecture: all\n";
    let layer = tar(&[
        file("etc/os-release", RELEASE),
        file("usr/lib/os-release", "ID=no"),
        file("var/lib/dpkg/status", status),
        file("var/lib/dpkg/info/one.list", "/.\n/lib/one.so\n"),
        file("usr/lib/one.so", "12345"),
    ]);
    let found = shipment("a.tar", &saved("a:1", &[layer]));
    assert_eq!(systems(&found), ["one 1:2.3-4 debian 12 amd64 src", "two 1.0 debian 12 all "]);
    assert_eq!(
        notices(&found),
        ["a.tar!/var/lib/dpkg/status: paragraphs without a package and its version, in number 2"]
    );
    let package = &found.packages[0].package;
    assert_eq!(package.ecosystem, Ecosystem::Deb);
    let needs: Vec<String> = package.dependencies.iter().map(|need| format!("{} {}", need.name, need.range)).collect();
    assert_eq!(needs, ["five ", "two >= 1.0", "three "]);
    assert_eq!(found.coverage[0].identified_bytes, 5);
}

#[test]
fn images_without_a_package_manager_have_a_file_for_each_package() {
    let one = "Package: one\nVersion: 1.0\nArchitecture: amd64\n";
    let files = [
        ("etc/os-release", RELEASE),
        ("usr/share/doc/one/copyright", "123"),
        ("var/lib/dpkg/status.d/one", one),
        ("var/lib/dpkg/status.d/one.md5sums", "0a0b  usr/share/doc/one/copyright\n"),
    ];
    let layer = tar(&files.map(|(path, text)| file(path, text)));
    let found = shipment("a.tar", &saved("a:1", &[layer]));
    assert_eq!(systems(&found), ["one 1.0 debian 12 amd64 "]);
    assert_eq!(found.coverage[0].identified_bytes, 3);
    // A folder is read by the same code.
    assert_eq!(
        systems(&read_folder(&MemoryFiles::new(files), "", &[0, 1, 2, 3].map(FileId), &Limits::default())),
        systems(&found)
    );
}

#[test]
fn apk_says_what_is_installed() {
    let installed = "C:Q1\nP:musl\nV:1.2.5-r0\nA:x86_64\no:musl\nF:lib\nR:ld-musl.so.1\n
C:Q1\nP:ssl_client\nV:1.36.1-r2\nA:x86_64\no:busybox\nD:so:libc.musl.so.1 musl>=1.2 !old /bin/sh\n
P:broken\n";
    let release = file("etc/os-release", "ID=alpine\nVERSION_ID=3.20.0\n");
    let layer = tar(&[release, file("lib/apk/db/installed", installed), file("lib/ld-musl.so.1", "1234567")]);
    let found = shipment("a.tar", &saved("a:1", &[layer]));
    let expected = ["musl 1.2.5-r0 alpine 3.20.0 x86_64 ", "ssl_client 1.36.1-r2 alpine 3.20.0 x86_64 busybox"];
    assert_eq!(systems(&found), expected);
    assert_eq!(found.packages[1].package.dependencies.len(), 1);
    assert_eq!(found.coverage[0].identified_bytes, 7);
    assert_eq!(notices(&found).len(), 1);
}

/// A header of rpm with texts and numbers.
fn header(name: &str, version: &str, release: &str, epoch: u32) -> Vec<u8> {
    let texts = [(1000, name), (1001, version), (1002, release), (1022, "x86_64"), (1044, "src-1-2.src.rpm")];
    let (mut table, mut store) = (Vec::new(), Vec::new());
    let mut put = |numbers: [u32; 4]| numbers.iter().for_each(|number| table.extend(number.to_be_bytes()));
    store.extend(epoch.to_be_bytes());
    store.extend(0_u32.to_be_bytes());
    put([1003, 4, 0, 1]);
    for (tag, text) in texts {
        put([tag, 6, store.len() as u32, 1]);
        store.extend(text.as_bytes());
        store.push(0);
    }
    put([1116, 4, 4, 1]);
    for (tag, text) in [(1117, "tool"), (1118, "/usr/bin/")] {
        put([tag, 8, store.len() as u32, 1]);
        store.extend(text.as_bytes());
        store.push(0);
    }
    let head = [(table.len() / 16) as u32, store.len() as u32].map(u32::to_be_bytes).concat();
    [head, table, store].concat()
}

fn headers() -> [Vec<u8>; 3] {
    let key = header("gpg-pubkey", "1", "1", 0);
    // It takes several pages.
    let long = header("long", "2.0", &"r".repeat(900), 0);
    [header("one", "1.0", "2.el9", 3), key, long]
}

/// A database of `ndb`.
fn ndb() -> Vec<u8> {
    let little = |numbers: &[u32]| numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>();
    let mut out = [b"RpmP".to_vec(), little(&[0, 1, 1, 4, 0, 0, 0])].concat();
    let mut blobs = Vec::new();
    for (index, header) in (1..).zip(headers()) {
        out.extend([b"Slot".to_vec(), little(&[index, (4096 + blobs.len() as u32) / 16, 0])].concat());
        blobs.extend([b"BlbS".to_vec(), little(&[index, 1, header.len() as u32]), header].concat());
        blobs.resize(blobs.len().next_multiple_of(16), 0);
    }
    out.extend([b"Slot".to_vec(), little(&[9, 99_999, 0])].concat());
    out.resize(4096, 0);
    [out, blobs].concat()
}

/// A database of Berkeley DB with pages of 512 bytes: its head, a page of a hash table, and pages for the values.
fn berkeley() -> Vec<u8> {
    const PAGE: usize = 512;
    let mut pages = vec![vec![0; PAGE], vec![0; PAGE]];
    pages[0][12..16].copy_from_slice(&0x0006_1561_u32.to_le_bytes());
    pages[0][20..24].copy_from_slice(&(PAGE as u32).to_le_bytes());
    pages[0][25] = 8;
    pages[1][25] = 13;
    let mut end = PAGE;
    for (index, header) in headers().iter().enumerate() {
        let first = pages.len();
        for (part, content) in header.chunks(PAGE - 26).enumerate() {
            let is_last = (part + 1) * (PAGE - 26) >= header.len();
            let mut page = vec![0; PAGE];
            page[16..20].copy_from_slice(&if is_last { 0 } else { (pages.len() + 1) as u32 }.to_le_bytes());
            page[22..24].copy_from_slice(&(content.len() as u16).to_le_bytes());
            page[25] = 7;
            page[26..26 + content.len()].copy_from_slice(content);
            pages.push(page);
        }
        end -= 12;
        let value =
            [vec![3, 0, 0, 0], (first as u32).to_le_bytes().to_vec(), (header.len() as u32).to_le_bytes().to_vec()];
        pages[1][end..end + 12].copy_from_slice(&value.concat());
        let at = 26 + 2 * (2 * index + 1);
        pages[1][at..at + 2].copy_from_slice(&(end as u16).to_le_bytes());
    }
    pages[1][20..22].copy_from_slice(&6_u16.to_le_bytes());
    pages.concat()
}

/// A database of SQLite with pages of 512 bytes: the schema, an inner page, two leaves, and pages for what is too long.
fn sqlite() -> Vec<u8> {
    const PAGE: usize = 512;
    fn varint(number: usize) -> Vec<u8> {
        if number < 128 { vec![number as u8] } else { vec![(number >> 7) as u8 | 0x80, number as u8 & 0x7f] }
    }
    /// A page with cells, and what is right of them on an inner one.
    fn page(start: usize, kind: u8, cells: &[Vec<u8>], right: Option<u32>) -> Vec<u8> {
        let mut page = vec![0; PAGE];
        page[start] = kind;
        page[start + 3..start + 5].copy_from_slice(&(cells.len() as u16).to_be_bytes());
        let head = if let Some(right) = right {
            page[start + 8..start + 12].copy_from_slice(&right.to_be_bytes());
            12
        } else {
            8
        };
        let mut end = PAGE;
        for (index, cell) in cells.iter().enumerate() {
            end -= cell.len();
            page[end..end + cell.len()].copy_from_slice(cell);
            let at = start + head + 2 * index;
            page[at..at + 2].copy_from_slice(&(end as u16).to_be_bytes());
        }
        page
    }
    let schema = [&[6, 23, 29, 13, 1, 0][..], b"table", b"Packages", b"\x02"].concat();
    assert_eq!(schema.len(), 6 + 5 + 8 + 1);
    let mut first = page(100, 13, &[[varint(schema.len()), vec![1], schema].concat()], None);
    first[..16].copy_from_slice(b"SQLite format 3\0");
    first[16..18].copy_from_slice(&(PAGE as u16).to_be_bytes());
    let (mut leaves, mut more): (Vec<Vec<Vec<u8>>>, Vec<Vec<u8>>) = (vec![Vec::new(), Vec::new()], Vec::new());
    for (index, header) in headers().iter().enumerate() {
        let kind = varint(header.len() * 2 + 12);
        let row = [vec![kind.len() as u8 + 2, 0], kind, header.clone()].concat();
        let mut cell = [varint(row.len()), vec![index as u8 + 1]].concat();
        // The rule of the format: what is longer than 477 bytes keeps some here, and the rest goes on elsewhere.
        let least = (PAGE - 12) * 32 / 255 - 23;
        let here = match row.len() {
            short if short <= PAGE - 35 => short,
            long if least + (long - least) % (PAGE - 4) <= PAGE - 35 => least + (long - least) % (PAGE - 4),
            _ => least,
        };
        cell.extend(&row[..here]);
        let rest: Vec<&[u8]> = row[here..].chunks(PAGE - 4).collect();
        if !rest.is_empty() {
            cell.extend((5 + more.len() as u32).to_be_bytes());
        }
        for (part, content) in rest.iter().enumerate() {
            let next = if part + 1 == rest.len() { 0 } else { 6 + more.len() as u32 };
            let mut page = [next.to_be_bytes().to_vec(), content.to_vec()].concat();
            page.resize(PAGE, 0);
            more.push(page);
        }
        leaves[index / 2].push(cell);
    }
    let inner = page(0, 5, &[[3_u32.to_be_bytes().to_vec(), vec![2]].concat()], Some(4));
    let leaves = leaves.iter().flat_map(|cells| page(0, 13, cells, None));
    [first, inner, leaves.collect(), more.concat()].concat()
}

#[test]
fn rpm_says_what_is_installed_in_three_kinds_of_database() {
    for (path, database) in [
        ("var/lib/rpm/rpmdb.sqlite", sqlite()),
        ("usr/lib/sysimage/rpm/Packages.db", ndb()),
        ("var/lib/rpm/Packages", berkeley()),
    ] {
        let release = file("etc/os-release", "ID=\"amzn\"\nVERSION_ID=\"2023\"\n");
        let layer = tar(&[release, file(path, &database), file("usr/bin/tool", "123")]);
        let found = shipment("a.tar", &saved("a:1", &[layer]));
        let long = format!("long 2.0-{} amzn 2023 x86_64 src", "r".repeat(900));
        assert_eq!(systems(&found), ["one 3:1.0-2.el9 amzn 2023 x86_64 src".to_owned(), long], "{path}");
        let expected: &[&str] = if path.ends_with(".db") {
            &["a.tar!/usr/lib/sysimage/rpm/Packages.db: slots without a header, in number 1"]
        } else {
            &[]
        };
        assert_eq!(notices(&found), expected, "{path}");
        assert_eq!(found.coverage[0].identified_bytes, 3, "{path}");
        for length in (0..database.len()).step_by(97) {
            let layer = tar(&[file(path, &database[..length])]);
            let found = shipment("a.tar", &saved("a:1", &[layer]));
            assert!(
                !found.notices.is_empty() || found.packages.len() == 2 || path.ends_with("Packages"),
                "{path} {length}"
            );
        }
    }
    let layer = tar(&[file("var/lib/rpm/Packages", "1")]);
    let found = shipment("a.tar", &saved("a:1", &[layer]));
    assert_eq!(notices(&found), ["a.tar!/var/lib/rpm/Packages: it is no database of rpm that is known"]);
}
