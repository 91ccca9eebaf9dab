//! PNG from an SVG document, with the embedded fonts only, so that the picture is the same on every computer.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use crate::chart::ChartError;
use crate::chart::font::{BOLD, REGULAR};
use crate::chart::theme::{HEIGHT, WIDTH};

/// Parses a document with the embedded fonts.
pub fn parse(svg: &str) -> Result<Tree, ChartError> {
    let mut options = Options { font_family: "Noto Sans".into(), ..Options::default() };
    let fonts = options.fontdb_mut();
    for bytes in [REGULAR, BOLD] {
        fonts.load_font_data(bytes.to_vec());
    }
    fonts.set_sans_serif_family("Noto Sans");
    Tree::from_str(svg, &options).map_err(|error| ChartError::Picture(error.to_string()))
}

/// The document as PNG bytes of 1920 × 1080 pixels.
pub fn png(svg: &str) -> Result<Vec<u8>, ChartError> {
    let tree = parse(svg)?;
    let mut pixels = Pixmap::new(WIDTH as u32, HEIGHT as u32)
        .ok_or_else(|| ChartError::Picture("no memory for the picture".into()))?;
    let scale = Transform::from_scale(WIDTH as f32 / tree.size().width(), HEIGHT as f32 / tree.size().height());
    resvg::render(&tree, scale, &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| ChartError::Picture(error.to_string()))
}
