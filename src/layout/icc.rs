//! Colour profiles of presses (ISO 15076-1): from colours of screens to process inks.

use std::fmt;
use std::sync::Arc;

use moxcms::{
    ColorProfile, DataColorSpace, Layout, ParsingOptions, ProfileClass, RenderingIntent, Transform16BitExecutor,
    TransformOptions,
};

use crate::say;
use crate::scene::{Conversion, Process};
use crate::sentence::{Sentence, file};
use crate::world::guarded;

/// Most bytes of a profile.
const MAX_BYTES: usize = 8 << 20;
/// Most tags of one: those of the standard are not so many.
const MAX_TAGS: u32 = 100;

/// A press, by its profile.
pub(super) struct Press(Arc<Transform16BitExecutor>);

impl Press {
    /// Reads the profile that stands in a file.
    ///
    /// # Errors
    /// It is none of a press with cyan, magenta, yellow and black, is broken or too large.
    pub(super) fn read(path: &str, bytes: &[u8]) -> Result<Self, Sentence> {
        if bytes.len() > MAX_BYTES {
            return Err(say!(
                "{file} is larger than {most} MB, the most of a colour profile",
                file = file(path),
                most = MAX_BYTES >> 20
            ));
        }
        // The header: the class at 12, the space at 16, the mark at 36, and behind it the number of tags.
        if word(bytes, 36) != Some(*b"acsp") {
            return Err(say!("{file} is no colour profile (ICC)", file = file(path)));
        }
        if word(bytes, 12) != Some(*b"prtr") || word(bytes, 16) != Some(*b"CMYK") {
            return Err(say!(
                "{file} is a colour profile of something else than a press with cyan, magenta, yellow and black",
                file = file(path)
            ));
        }
        let broken = || say!("{file} is a broken colour profile: it makes no sense", file = file(path));
        if word(bytes, 128).is_none_or(|tags| u32::from_be_bytes(tags) > MAX_TAGS) {
            return Err(broken());
        }
        let press = guarded(|| {
            let options = ParsingOptions {
                max_profile_size: MAX_BYTES + 1,
                max_allowed_clut_size: MAX_BYTES,
                ..ParsingOptions::default()
            };
            let profile = ColorProfile::new_from_slice_with_options(bytes, options).ok()?;
            let is_press =
                profile.profile_class == ProfileClass::OutputDevice && profile.color_space == DataColorSpace::Cmyk;
            let rendering_intent = match (&profile.lut_b_to_a_perceptual, &profile.lut_b_to_a_colorimetric) {
                (Some(_), _) => RenderingIntent::Perceptual,
                (None, Some(_)) => RenderingIntent::RelativeColorimetric,
                (None, None) => return Some(None),
            };
            let options = TransformOptions { rendering_intent, ..TransformOptions::default() };
            let screen = ColorProfile::new_srgb();
            let transform = screen.create_transform_16bit(Layout::Rgb, &profile, Layout::Rgba, options).ok()?;
            let press = Self(transform);
            // What is wrong with its tables shows when they are used.
            press.parts([1, 2, 3]).filter(|_| is_press)?;
            Some(Some(press))
        });
        match press.flatten() {
            Some(Some(press)) => Ok(press),
            Some(None) => Err(say!(
                "{file} has no table from colours to inks (BToA); take the profile that is meant for output",
                file = file(path)
            )),
            None => Err(broken()),
        }
    }

    /// The inks of a colour in sRGB: black and pure greys are black alone.
    pub(super) fn process(&self, colour: [u8; 3]) -> Option<Process> {
        let [red, green, blue] = colour;
        if red == green && green == blue {
            return Some(Process::from_rgb(red, green, blue));
        }
        guarded(|| self.parts(colour)).flatten().map(Process)
    }

    fn parts(&self, colour: [u8; 3]) -> Option<[u16; 4]> {
        let mut inks = [0_u16; 4];
        self.0.transform(&colour.map(|part| u16::from(part) * 257), &mut inks).ok()?;
        Some(inks.map(|ink| u16::try_from((u32::from(ink) * 1000 + 32_767) / 65_535).unwrap_or(1000)))
    }
}

impl Conversion for Press {
    fn cmyk(&self, pixels: &[[u8; 4]]) -> Option<Vec<u8>> {
        let mut inks = Vec::with_capacity(pixels.len() * 4);
        let mut known = ([0; 3], [0, 0, 0, 255]);
        for [red, green, blue, _] in pixels {
            let colour = [*red, *green, *blue];
            // Areas of one colour are long rows of pixels.
            if known.0 != colour {
                let part = |part: u16| u8::try_from((u32::from(part) * 255 + 500) / 1000).unwrap_or(255);
                known = (colour, self.process(colour)?.0.map(part));
            }
            inks.extend(known.1);
        }
        Some(inks)
    }
}

impl fmt::Debug for Press {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Press").finish_non_exhaustive()
    }
}

/// Four bytes of a file.
fn word(bytes: &[u8], at: usize) -> Option<[u8; 4]> {
    bytes.get(at..)?.first_chunk().copied()
}
