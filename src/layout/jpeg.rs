//! Colours of JPEG files: what their samples mean, and what they look like.

use zune_jpeg::zune_core::colorspace::ColorSpace;

use crate::scene::JpegColours;

/// The colour transform that a marker APP14 of Adobe tells (Adobe Technical Note 5116), if one stands before the
/// samples: 0 none, 1 YCbCr, 2 YCCK.
pub(super) fn adobe_transform(file: &[u8]) -> Option<u8> {
    const APP14: u8 = 0xEE;
    const SOS: u8 = 0xDA;
    let mut rest = file.get(2..)?;
    let mut found = None;
    loop {
        let [0xFF, marker, after @ ..] = rest else { return found };
        // Bytes may fill up before a marker; RSTn, SOI and TEM have no length.
        rest = match (*marker, after) {
            (SOS, _) => return found,
            (0xFF, _) => rest.get(1..)?,
            (0x01 | 0xD0..=0xD8, _) => after,
            (_, [high, low, ..]) => {
                let segment = after.get(..usize::from(u16::from_be_bytes([*high, *low])))?;
                if let (APP14, [_, _, b'A', b'd', b'o', b'b', b'e', _, _, _, _, _, _, transform, ..]) =
                    (*marker, segment)
                {
                    found = Some(*transform);
                }
                after.get(segment.len()..)?
            }
            _ => return found,
        };
    }
}

/// Pixels to look at, opaque, from samples as they were decoded; inks by the plain complement.
pub(super) fn rgba(samples: Vec<u8>, decoded: ColorSpace, colours: JpegColours) -> Vec<u8> {
    match decoded {
        ColorSpace::RGB => samples.as_chunks().0.iter().flat_map(|[r, g, b]| [*r, *g, *b, 255]).collect(),
        ColorSpace::YCCK => seen(samples, |[y, cb, cr, k]| {
            let [c, m, y] = rgb(y, cb, cr);
            [255 - c, 255 - m, 255 - y, k]
        }),
        ColorSpace::CMYK if colours == (JpegColours::Cmyk { inverted: true }) => seen(samples, |lights| lights),
        ColorSpace::CMYK => seen(samples, |inks| inks.map(|ink| 255 - ink)),
        _ => samples,
    }
}

/// Pixels, from how light each of four inks leaves them.
fn seen(mut samples: Vec<u8>, lights: impl Fn([u8; 4]) -> [u8; 4]) -> Vec<u8> {
    for pixel in samples.as_chunks_mut().0 {
        let [c, m, y, k] = lights(*pixel).map(u32::from);
        let [r, g, b] = [c, m, y].map(|light| u8::try_from((light * k + 127) / 255).unwrap_or(u8::MAX));
        *pixel = [r, g, b, 255];
    }
    samples
}

/// Red, green and blue of a luminance and two chrominances (ITU-T T.871, 7), in parts of 2¹⁶.
fn rgb(y: u8, cb: u8, cr: u8) -> [u8; 3] {
    let (y, cb, cr) = (i32::from(y) << 16, i32::from(cb) - 128, i32::from(cr) - 128);
    let all = [y + 91_881 * cr, y - 22_554 * cb - 46_802 * cr, y + 116_130 * cb];
    all.map(|part| u8::try_from(((part + (1 << 15)) >> 16).clamp(0, 255)).unwrap_or(u8::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_transform_of_adobe_is_found_before_the_samples() {
        let marker = |name: &[u8], transform| [&[0xFF, 0xEE, 0, 14], name, &[0, 100, 0, 0, 0, 0, transform]].concat();
        let file = |parts: &[&[u8]]| [&[&[0xFF, 0xD8][..]], parts].concat().concat();
        let (adobe, other) = (marker(b"Adobe", 2), marker(b"Other", 2));
        let comment = [0xFF, 0xFE, 0, 4, 0xFF, 0xEE];
        let samples = [0xFF, 0xDA, 0, 2];
        assert_eq!(adobe_transform(&file(&[&comment, &[0xFF], &adobe, &samples])), Some(2));
        for without in [&[&comment[..], &other, &samples][..], &[&samples, &adobe], &[&adobe[..8]], &[]] {
            assert_eq!(adobe_transform(&file(without)), None);
        }
    }

    #[test]
    fn inks_are_seen_by_their_complement() {
        let cmyk = |inverted| JpegColours::Cmyk { inverted };
        let inks = vec![255, 0, 0, 0, 0, 128, 0, 0, 0, 0, 0, 255];
        let lights = inks.iter().map(|ink| 255 - ink).collect();
        let expected = [0, 255, 255, 255, 255, 127, 255, 255, 0, 0, 0, 255];
        assert_eq!(rgba(inks, ColorSpace::CMYK, cmyk(false)), expected);
        assert_eq!(rgba(lights, ColorSpace::CMYK, cmyk(true)), expected);
        // A luminance of 76 and chrominances of 85 and 255 are red: cyan is full there, and the other inks are none.
        let red = vec![76, 85, 255, 255];
        assert_eq!(rgba(red, ColorSpace::YCCK, cmyk(true)), [1, 255, 255, 255]);
    }
}
