//! Photos made small before they are kept and sent.

use futures::channel::oneshot;
use js_sys::Uint8Array;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, File, HtmlCanvasElement, HtmlImageElement, Url};

/// Longest side, in pixels: print on a page of A4 stays legible.
const LONGEST_SIDE: u32 = 1600;
/// Quality of JPEG.
const QUALITY: f64 = 0.82;

/// A photo as JPEG, upright, at most 1600 pixels long, without anything the camera wrote beside the
/// picture: it is drawn anew. Nothing if the file is no picture this browser can read.
pub async fn shrink(file: &File) -> Option<Vec<u8>> {
    let address = Url::create_object_url_with_blob(file).ok()?;
    let picture = read(&address).await;
    // An address that is not known any more is as good as revoked.
    let _ = Url::revoke_object_url(&address);
    let canvas = draw(&picture?).ok()?;
    let blob = encode(&canvas).await?;
    let buffer = JsFuture::from(blob.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

async fn read(address: &str) -> Option<HtmlImageElement> {
    let picture = HtmlImageElement::new().ok()?;
    picture.set_src(address);
    JsFuture::from(picture.decode()).await.ok()?;
    Some(picture)
}

/// Draws the picture in its new size. Browsers turn it upright while drawing.
fn draw(picture: &HtmlImageElement) -> Result<HtmlCanvasElement, JsValue> {
    let (width, height) = fit(picture.natural_width(), picture.natural_height());
    let canvas: HtmlCanvasElement = leptos::prelude::document().create_element("canvas")?.dyn_into()?;
    canvas.set_width(width);
    canvas.set_height(height);
    let context: CanvasRenderingContext2d =
        canvas.get_context("2d")?.ok_or(JsValue::NULL)?.dyn_into::<CanvasRenderingContext2d>()?;
    context.draw_image_with_html_image_element_and_dw_and_dh(
        picture,
        0.0,
        0.0,
        f64::from(width),
        f64::from(height),
    )?;
    Ok(canvas)
}

async fn encode(canvas: &HtmlCanvasElement) -> Option<Blob> {
    let (send, receive) = oneshot::channel();
    let told = Closure::once_into_js(move |blob: Option<Blob>| {
        // Nobody may be waiting any more.
        let _ = send.send(blob);
    });
    let quality = JsValue::from_f64(QUALITY);
    canvas.to_blob_with_type_and_encoder_options(told.unchecked_ref(), "image/jpeg", &quality).ok()?;
    receive.await.ok().flatten()
}

/// The size that fits; small pictures stay as they are.
fn fit(width: u32, height: u32) -> (u32, u32) {
    let longest = width.max(height);
    if longest <= LONGEST_SIDE {
        return (width.max(1), height.max(1));
    }
    let scaled = |side: u32| {
        let side = u64::from(side) * u64::from(LONGEST_SIDE);
        u32::try_from((side + u64::from(longest) / 2) / u64::from(longest)).unwrap_or(LONGEST_SIDE).max(1)
    };
    (scaled(width), scaled(height))
}

#[cfg(test)]
mod tests {
    use super::fit;

    #[test]
    fn the_longest_side_is_bounded_and_the_shape_kept() {
        assert_eq!(fit(4000, 3000), (1600, 1200));
        assert_eq!(fit(3000, 4000), (1200, 1600));
        assert_eq!(fit(800, 600), (800, 600));
        assert_eq!(fit(1601, 1), (1600, 1));
        assert_eq!(fit(u32::MAX, 2), (1600, 1));
    }
}
