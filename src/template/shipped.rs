//! The templates that come along with the program, each with its pictures and a sample that fills it.

/// A template that comes along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Shipped {
    /// Its name: that of its file without the ending.
    pub name: &'static str,
    /// Its text.
    pub text: &'static str,
    /// The pictures that it names, by their paths beside it.
    pub art: &'static [(&'static str, &'static [u8])],
    /// The name of a file of invented codes that fills it.
    pub sample: &'static str,
    /// What stands in that file.
    pub codes: &'static [u8],
}

/// Declares them: each name with its sample and its pictures.
macro_rules! shipped {
    ($($name:literal of $sample:literal with [$($art:literal),*],)+) => {
        &[$(Shipped {
            name: $name,
            text: include_str!(concat!("../../templates/", $name, ".toml")),
            art: &[$((
                concat!("art/", $art, ".svg"),
                include_bytes!(concat!("../../templates/art/", $art, ".svg")),
            )),*],
            sample: $sample,
            codes: include_bytes!(concat!("../../samples/", $sample)),
        }),+]
    };
}

/// Every template that comes along, in the order of the gallery.
pub const SHIPPED: &[Shipped] = shipped! {
    "kz-pharma-carton" of "kz-pharma.xlsx" with [],
    "kz-pharma-58x40-203" of "kz-pharma.xlsx" with ["logo"],
    "kz-relabel-a4" of "kz-pharma.xlsx" with [],
    "ru-pharma-carton" of "ru-pharma.csv" with [],
    "ru-pharma-58x40-300" of "ru-pharma.csv" with ["ean13", "logo"],
    "ru-pharma-folded" of "ru-pharma.csv" with ["ru-pharma-folded"],
    "ru-relabel-a4" of "ru-pharma.csv" with [],
    "ru-shoes-tag" of "ru-shoes.csv" with ["ботинок", "туфля"],
    "ru-milk-film" of "ru-dairy.csv" with [],
    "ru-milk-sleeve" of "ru-dairy.csv" with [],
    "ru-tobacco-side" of "ru-tobacco.csv" with [],
    "uz-pharma-carton" of "uz-pharma.xlsx" with [],
    "uz-pharma-folded" of "uz-pharma.xlsx" with ["uz-pharma-folded"],
    "uz-blister-foil" of "uz-pharma.xlsx" with [],
    "uz-relabel-a4" of "uz-pharma.xlsx" with [],
    "tr-its-carton" of "tr-its.xlsx" with [],
    "tr-its-vial-38x15" of "tr-its.xlsx" with [],
    "tr-its-rectangle" of "tr-its.xlsx" with [],
    "tr-its-three-lines" of "tr-its.xlsx" with [],
    "tr-its-explained" of "tr-its.xlsx" with [],
    "tr-its-folded" of "tr-its.xlsx" with ["logo", "ean13-carton"],
    "tr-transport-datamatrix" of "tr-transport.csv" with [],
    "tr-transport-gs1-128" of "tr-transport.csv" with [],
    "sscc-label" of "sscc.csv" with [],
};

impl Shipped {
    /// What it is, in the words of its first lines; they stand in catalogues.
    #[must_use]
    pub fn about(&self) -> String {
        let lines = self.text.lines().map_while(|line| line.strip_prefix('#'));
        lines.map(str::trim).collect::<Vec<_>>().join(" ")
    }
}
