//! Horizontal bars in SVG with the numbers beside them: readable in black-and-white print, and a table
//! for those who listen.

use leptos::prelude::*;

use crate::locales::number;

/// A bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// What it measures.
    pub name: String,
    /// How much.
    pub value: f64,
    /// Whether it is the one to look at.
    pub strong: bool,
}

// Names stand above their bars, and the whole is about as wide as a phone: there it can be read too.
const ROW: f64 = 42.0;
const WIDTH: f64 = 400.0;
const RIGHT: f64 = 56.0;

/// Bars, with a line at `mark` if one is given, such as a bound.
#[component]
pub fn Bars(
    /// What they show.
    #[prop(into)]
    title: String,
    /// The bars.
    bars: Vec<Bar>,
    /// Name and place of the line.
    #[prop(optional)]
    mark: Option<(String, f64)>,
) -> impl IntoView {
    let largest = bars.iter().map(|bar| bar.value).chain(mark.iter().map(|(_, at)| *at)).fold(1.0, f64::max);
    let scale = move |value: f64| value / largest * (WIDTH - RIGHT);
    #[expect(clippy::cast_precision_loss, reason = "a few bars")]
    let height = bars.len() as f64 * ROW + if mark.is_some() { 24.0 } else { 4.0 };
    let table = bars.clone();
    view! {
        <figure class="bars">
            <figcaption>{title.clone()}</figcaption>
            <svg viewBox=format!("0 0 {WIDTH} {height}") aria-hidden="true" class="bars-svg">
                {bars
                    .into_iter()
                    .enumerate()
                    .map(|(index, bar)| {
                        #[expect(clippy::cast_precision_loss, reason = "a few bars")]
                        let top = index as f64 * ROW;
                        let length = scale(bar.value).max(1.0);
                        view! {
                            <text x="0" y=top + 13.0 class="bars-name">{bar.name}</text>
                            <rect
                                x="0"
                                y=top + 19.0
                                width=length
                                height="16"
                                class=if bar.strong { "bars-bar bars-strong" } else { "bars-bar" }
                            ></rect>
                            <text x=length + 6.0 y=top + 31.0 class="bars-value">{rounded(bar.value)}</text>
                        }
                    })
                    .collect_view()}
                {mark
                    .clone()
                    .map(|(name, at)| {
                        let x = scale(at);
                        // Beside the line, on the side that has room.
                        let anchor = if x > WIDTH / 2.0 { "end" } else { "start" };
                        view! {
                            <line x1=x x2=x y1="0" y2=height - 20.0 class="bars-mark"></line>
                            <text x=x y=height - 6.0 text-anchor=anchor class="bars-value">{format!("{name} {}", rounded(at))}</text>
                        }
                    })}
            </svg>
            <div class="unseen"><table>
                <caption>{title}</caption>
                <tbody>
                    {table
                        .into_iter()
                        .map(|bar| (bar.name, bar.value))
                        .chain(mark)
                        .map(|(name, value)| view! { <tr><th scope="row">{name}</th><td>{rounded(value)}</td></tr> })
                        .collect_view()}
                </tbody>
            </table></div>
        </figure>
    }
}

/// Whole numbers whole, others with one digit.
fn rounded(value: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "figures for people")]
    let tenths = (value * 10.0).round() as i64;
    if tenths % 10 == 0 {
        number(tenths / 10)
    } else {
        format!("{}.{}", number(tenths / 10), (tenths % 10).abs())
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn figures() {
        assert_eq!(super::rounded(1234.0), "1,234");
        assert_eq!(super::rounded(53.92), "53.9");
    }
}
