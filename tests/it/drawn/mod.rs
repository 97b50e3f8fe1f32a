//! Drawings on labels, held against what others draw: each is drawn right, or refused with what cannot
//! be drawn. What is right is where every dot has a colour that stands beside it in the other picture:
//! edges may lie a part of a dot elsewhere, areas may not.

mod die_line;
mod features;
mod fonts;
mod pasteboard;
mod servers;
mod suite;
mod trials;

use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex};

use quietzone::job::{Design, Request, TemplateFrom};
use quietzone::world::{Memory, World};

/// A picture: its width in dots, and red, green and blue of every dot.
#[derive(Clone, Debug)]
pub struct Dots {
    pub width: usize,
    pub colours: Vec<[u8; 3]>,
}

/// How far colours may differ, and how many dots may, in a million: what is left of thin lines.
const SHADE: u8 = 64;
const STRAY: usize = 500;

const CODE: &str = "010487099900011621A=1(91)b;_'xy\u{1d}91EE05\u{1d}92dGhpcyBpcyBub3QgYSByZWFsIGNyeXB0byB0YWlsISE=";
/// Dots in a millimetre.
const FINENESS: usize = 10;

/// A drawing as it stands on a label, so many dots wide and high; or why it does not.
pub fn drawn(svg: &[u8], (width, height): (usize, usize), fonts: &[(&str, Vec<u8>)]) -> Result<Dots, String> {
    let memory = Memory::default();
    memory.put("art.svg", svg);
    for (name, data) in fonts {
        memory.put(name, data.clone());
    }
    let mm = |dots: usize| format!("{}.{} mm", dots / FINENESS, dots % FINENESS);
    let named: String = fonts.iter().map(|(name, _)| format!("{:?} = {name:?}\n", name.replace(".ttf", ""))).collect();
    let template = format!(
        "market = 'kz-pharma'\n[label]\nwidth = '{}'\nheight = '{}'\ndevice = 'artwork'\npreview = '254 dpi'\n[fonts]\n{named}\
         [[element]]\ntype = 'image'\nid = 'it'\nfile = 'art.svg'\nx = '0 mm'\ny = '0 mm'\nwidth = '{}'\nheight = '{}'\n\
         [[element]]\ntype = 'datamatrix'\nid = 'code'\nx = '{}'\ny = '5 mm'\nsize = '14.4 mm'\n",
        mm(width + 250),
        mm(height.max(250)),
        mm(width),
        mm(height),
        mm(width + 50),
    );
    let request = Request::new(TemplateFrom::Text { path: "t.toml".into(), text: template });
    let world = World::of(memory);
    let design = Design::of(request).map_err(|failure| failure.to_string())?.within(&world);
    let png = design.label(CODE).and_then(|label| label.png()).map_err(|failure| failure.to_string())?;
    let whole = dots(&png);
    let rows = whole.colours.chunks(whole.width).take(height);
    Ok(Dots { width, colours: rows.flat_map(|row| row[..width].to_vec()).collect() })
}

/// A PNG on white paper.
pub fn dots(png: &[u8]) -> Dots {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().unwrap();
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut bytes).unwrap();
    let over = |colour: u8, alpha: u8| {
        ((u32::from(colour) * u32::from(alpha) + 255 * (255 - u32::from(alpha)) + 127) / 255) as u8
    };
    let colours = match frame.color_type {
        png::ColorType::Rgba => {
            bytes.chunks(4).map(|p| [over(p[0], p[3]), over(p[1], p[3]), over(p[2], p[3])]).collect()
        }
        png::ColorType::Rgb => bytes.chunks(3).map(|p| [p[0], p[1], p[2]]).collect(),
        png::ColorType::Grayscale => bytes.iter().map(|grey| [*grey; 3]).collect(),
        png::ColorType::GrayscaleAlpha => bytes.chunks(2).map(|p| [over(p[0], p[1]); 3]).collect(),
        other => panic!("{other:?}"),
    };
    Dots { width: frame.width as usize, colours }
}

/// That only the fonts of this project are there.
static FONTS: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let fonts = std::env::current_dir().unwrap().join("fonts");
    let config = format!(
        "<fontconfig><dir>{}</dir><cachedir>{}</cachedir>\
         <alias><family>sans-serif</family><prefer><family>DejaVu Sans</family></prefer></alias>\
         <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias></fontconfig>",
        fonts.display(),
        folder.path().join("cache").display(),
    );
    std::fs::write(folder.path().join("fonts.conf"), config).unwrap();
    folder
});

/// The drawing by librsvg, so many dots wide and as high as it is by that, with the fonts of this project
/// and no others. The paper comes below all of it, so that nothing mixes with it.
pub fn librsvg(svg: &[u8], width: usize) -> Dots {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(file("it.svg"), svg).unwrap();
    let run = Command::new("rsvg-convert")
        .env("FONTCONFIG_FILE", FONTS.path().join("fonts.conf"))
        .args(["-a", "-w", &width.to_string(), "-o", &file("it.png"), &file("it.svg")])
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    dots(&std::fs::read(file("it.png")).unwrap())
}

pub fn has_librsvg() -> bool {
    let has = Command::new("rsvg-convert").arg("--version").output().is_ok();
    assert!(has || std::env::var("QUIETZONE_JUDGES").as_deref() != Ok("required"), "lacking: rsvg-convert");
    if !has {
        eprintln!("skipped: rsvg-convert is not installed");
    }
    has
}

/// How many dots in a million have a colour that the other picture does not have there or beside it.
pub fn astray(ours: &Dots, theirs: &Dots) -> usize {
    let height = (ours.colours.len() / ours.width).min(theirs.colours.len() / theirs.width);
    let width = ours.width.min(theirs.width);
    let strays = |one: &Dots, other: &Dots| {
        let near = |a: [u8; 3], b: [u8; 3]| (0..3).all(|part| a[part].abs_diff(b[part]) <= SHADE);
        let is_astray = |x: usize, y: usize| {
            if near(one.colours[y * one.width + x], other.colours[y * other.width + x]) {
                return false;
            }
            let rows = y.saturating_sub(1)..(y + 2).min(height);
            let beside: Vec<[u8; 3]> = rows
                .flat_map(|row| other.colours[row * other.width..][x.saturating_sub(1)..(x + 2).min(width)].to_vec())
                .collect();
            let colour = one.colours[y * one.width + x];
            (0..3).any(|part| {
                let least = beside.iter().map(|c| c[part]).min().unwrap();
                let most = beside.iter().map(|c| c[part]).max().unwrap();
                colour[part] < least.saturating_sub(SHADE) || colour[part] > most.saturating_add(SHADE)
            })
        };
        (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).filter(|(x, y)| is_astray(*x, *y)).count()
    };
    (strays(ours, theirs) + strays(theirs, ours)) * 500_000 / (width * height)
}

/// Whether both pictures show the same.
pub fn same(ours: &Dots, theirs: &Dots) -> bool {
    astray(ours, theirs) <= STRAY
}

/// What comes of each, on all cores, in order.
pub fn in_parallel<T: Sync, R: Send>(all: &[T], each: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some(one) = all.get(number) else { break };
                    let result = each(one);
                    done.lock().unwrap().push((number, result));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap();
    done.sort_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, result)| result).collect()
}

/// A picture, to be looked at.
pub fn kept(picture: &Dots, path: impl AsRef<std::path::Path>) {
    let height = picture.colours.len() / picture.width;
    let file = std::fs::File::create(path).unwrap();
    let mut encoder = png::Encoder::new(file, picture.width as u32, height as u32);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&picture.colours.concat()).unwrap();
}
