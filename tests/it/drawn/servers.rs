//! What stands in gradients, patterns, markers, masks and clipping paths, one thing each: as librsvg draws it, or told.

use base64::Engine as _;

use super::{astray, drawn, has_librsvg, in_parallel, librsvg, same};

/// What a drawing has in `defs`, with `@` for what is said of one element.
const DEFINITIONS: &[(&str, &str)] = &[
    ("stop", "<linearGradient id='p'><stop offset='0' stop-color='red'/><stop offset='1' @/></linearGradient>"),
    (
        "stop of another",
        "<linearGradient id='q'><stop stop-color='red'/><stop offset='1' @/></linearGradient>\
         <linearGradient id='p' xlink:href='#q' x2='0.5'/>",
    ),
    (
        "gradient",
        "<linearGradient id='p' @><stop stop-color='red'/><stop offset='1' stop-color='blue'/></linearGradient>",
    ),
    (
        "circles",
        "<radialGradient id='p' @><stop stop-color='red'/><stop offset='1' stop-color='blue'/></radialGradient>",
    ),
    (
        "pattern",
        "<pattern id='p' width='9' height='9' patternUnits='userSpaceOnUse' @><circle r='4' cx='4' cy='4'/></pattern>",
    ),
    (
        "pattern of another",
        "<pattern id='q' width='9' height='9' patternUnits='userSpaceOnUse' @><circle r='4' cx='4' cy='4'/></pattern>\
         <pattern id='p' xlink:href='#q'><title>dots</title></pattern>",
    ),
    ("mask", "<mask id='m' @><circle cx='50' cy='50' r='25' fill='white'/></mask>"),
    ("in a mask", "<mask id='m'><circle cx='50' cy='50' r='25' fill='white' @/></mask>"),
    ("clip", "<clipPath id='c' @><circle cx='50' cy='50' r='25'/></clipPath>"),
    ("in a clip", "<clipPath id='c'><circle cx='50' cy='50' r='25' @/></clipPath>"),
    (
        "marker",
        "<marker id='k' viewBox='0 0 10 10' refX='5' refY='5' markerWidth='3' markerHeight='3' @><path d='M0 0L10 5L0 10z'/></marker>",
    ),
    (
        "in a marker",
        "<marker id='k' viewBox='0 0 10 10' refX='5' refY='5' markerWidth='3' markerHeight='3'><path d='M0 0L10 5L0 10z' @/></marker>",
    ),
];

/// What is said of the element.
const SAID: &[&str] = &[
    "class='own'",
    "clip-path='url(#other)'",
    "fill='lime'",
    "gradientTransform='rotate(30)'",
    "gradientUnits='userSpaceOnUse'",
    "height='0'",
    "mask='url(#veil)'",
    "offset='x'",
    "opacity='0.5'",
    "overflow='visible'",
    "patternTransform='rotate(30)'",
    "preserveAspectRatio='none'",
    "r='0'",
    "spreadMethod='reflect'",
    "stop-color='currentColor' color='lime'",
    "stop-color='inherit'",
    "stop-color='rgba(0,255,0,0.5)'",
    "stop-opacity='0.5'",
    "stop-opacity='50%'",
    "stroke='lime' stroke-width='3'",
    "style='display:none'",
    "style='stop-color:color(display-p3 0 1 0)'",
    "style='stop-color:lime;stop-opacity:calc(0.5)'",
    "style='stop-color:oklch(0.8 0.2 140)'",
    "style='stop-color:var(--own)'",
    "transform='rotate(30)'",
    "viewBox='0 0 20 20'",
    "visibility='hidden'",
    "width='0'",
    "x1='0.3' fx='0.2'",
    "xlink:href='#nothing'",
];

/// What librsvg does otherwise.
const BY_LIBRSVG: &[&str] = &[
    // Clipping paths are not clipped themselves.
    "clip: clip-path='url(#other)'",
    "in a clip: clip-path='url(#other)'",
    // Without a radius all has the last colour (SVG 2, 14.2.3).
    "circles: r='0'",
    // Of a link to nothing, what stands there itself counts.
    "circles: xlink:href='#nothing'",
    "gradient: xlink:href='#nothing'",
];

#[test]
fn what_stands_in_definitions_is_drawn_right_or_told() {
    if !has_librsvg() {
        return;
    }
    let features: Vec<(String, String)> = DEFINITIONS
        .iter()
        .flat_map(|(name, definition)| {
            SAID.iter().map(move |said| (format!("{name}: {said}"), definition.replace('@', said)))
        })
        .collect();
    let failed = in_parallel(&features, |(name, definitions)| {
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='100' height='100'>\
             <style>.own{{stop-color:lime;opacity:0.5}}</style><defs>{definitions}\
             <clipPath id='other'><rect x='40' y='40' width='15' height='15'/></clipPath>\
             <mask id='veil'><rect x='40' y='40' width='30' height='30' fill='#777'/></mask></defs>\
             <g clip-path='url(#c)' mask='url(#m)'><path d='M20 20H70V45L45 80Z' fill='url(#p)' stroke='black' \
             stroke-width='4' marker-start='url(#k)' marker-mid='url(#k)'/></g></svg>"
        );
        let needed = |link: &str, id: &str| definitions.contains(&format!("id='{id}'")) || !svg.contains(link);
        let svg = [
            ("clip-path='url(#c)'", "c"),
            ("mask='url(#m)'", "m"),
            ("fill='url(#p)'", "p"),
            ("marker-start='url(#k)' marker-mid='url(#k)'", "k"),
        ]
        .iter()
        .filter(|(link, id)| !needed(link, id))
        .fold(svg.clone(), |svg, (link, _)| svg.replace(link, ""));
        let ours = drawn(svg.as_bytes(), (200, 200), &[]).ok()?;
        let theirs = librsvg(svg.as_bytes(), 200);
        let right = same(&ours, &theirs) || BY_LIBRSVG.contains(&name.as_str());
        (!right).then(|| format!("{name}: {} dots in a million are wrong", astray(&ours, &theirs)))
    });
    let failed: Vec<String> = failed.into_iter().flatten().collect();
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn ids_that_are_put_in_change_nothing() {
    let head = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>";
    let rest = "<rect width='9' height='9'/></svg>";
    let plain = drawn(format!("{head}{rest}").as_bytes(), (20, 20), &[]).unwrap();
    for odd in [
        "<!-- <rect --><g><!-- <g > --></g><rect\n/><rect\t/><g\n\n></g><title><![CDATA[<rect]]></title>",
        "<rect a='&lt;rect' b='>'/><desc>&lt;g&gt;</desc><s:g xmlns:s='http://www.w3.org/2000/svg'><s:rect/></s:g>",
        "<style>[id='x']{fill:red} #quietzone0-0{fill:red}</style>",
        "<rect id='&#113;uietzone0-0'/><use href='#&#113;uietzone1-0'/><rect id='quietzone2-0'/>",
    ] {
        let odd = format!("{head}{odd}{rest}");
        let told = drawn(odd.as_bytes(), (20, 20), &[]);
        match told {
            Ok(dots) => assert!(same(&dots, &plain), "{odd}"),
            Err(told) => assert!(told.contains("is not there"), "{told}"),
        }
    }
    for selector in ["[id]", "g [id]", "[id|='quietzone0']"] {
        let told = drawn(format!("{head}<style>{selector}{{fill:red}}</style>{rest}").as_bytes(), (20, 20), &[]);
        assert!(told.unwrap_err().contains("the style selector"), "{selector}");
    }
    let entity = format!("<!DOCTYPE svg [<!ENTITY c 'icc-color(a,0,0,0,1)'>]>{head}<rect fill='#f00 &c;'/>{rest}");
    assert!(drawn(entity.as_bytes(), (20, 20), &[]).unwrap_err().contains("written with entities"));
}

#[test]
fn pictures_are_shown_wherever_their_size_stands() {
    let picture = include_bytes!("../../fixtures/photo.jpg");
    // Bytes that fill up before a marker (ITU-T T.81, B.1.1.2) mislead the reader of drawings.
    let filled = [&picture[..2], &[0xFF; 5], &picture[2..]].concat();
    let svg = |bytes: &[u8], kind: &str| {
        let data = base64::engine::general_purpose::STANDARD.encode(bytes);
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='40'><image width='40' height='30' href='data:{kind},{data}'/></svg>"
        )
    };
    let plain = drawn(svg(picture, "image/jpeg;base64").as_bytes(), (40, 40), &[]).unwrap();
    assert!(plain.colours.iter().any(|colour| *colour != plain.colours[0]));
    let shown = drawn(svg(&filled, "image/jpeg;base64").as_bytes(), (40, 40), &[]).unwrap();
    assert!(shown.colours == plain.colours);
    for kind in ["image/png,x;base64", "image/jpeg", ";base64,"] {
        let told = drawn(svg(picture, kind).as_bytes(), (40, 40), &[]);
        assert!(told.unwrap_err().contains("neither PNG nor JPEG"), "{kind}");
    }
}
