namespace ThanhHoa.DigitalSignature.Pades;

/// <summary>A font whose letters every computer draws as it likes: the file names it and does not bring it.</summary>
/// <param name="Name">/BaseFont, shortened; empty when the font has none.</param>
/// <param name="IsStandard">One of the standard 14 (ISO 32000-2 §9.6.2.2), which every viewer has in a face of the same widths, but without Vietnamese letters.</param>
/// <param name="Pages">Where text or an annotation uses it, from 1, in order; at most 100.</param>
public sealed record MissingFont(string Name, bool IsStandard, IReadOnlyList<int> Pages);

/// <summary>Where a layer's content is seen when nobody switches it.</summary>
public enum LayerVisibility
{
    /// <summary>On screen and paper; it can be switched off.</summary>
    Shown,

    /// <summary>Nowhere.</summary>
    Hidden,

    /// <summary>On paper only.</summary>
    PrintOnly,

    /// <summary>On screen only.</summary>
    ScreenOnly,
}

/// <summary>A group of optional content (ISO 32000-2 §8.11).</summary>
/// <param name="Name">As viewers list it, shortened.</param>
/// <param name="Visibility">By the default configuration and the group's own usage.</param>
public sealed record PdfLayer(string Name, LayerVisibility Visibility);

/// <summary>What a signer should know of how a file shows itself, beside <see cref="PdfInspection"/>.</summary>
public sealed record PdfPrecheck
{
    /// <summary>Number of pages.</summary>
    public required int PageCount { get; init; }

    /// <summary>Pages from the first whose text was read; fewer than <see cref="PageCount"/> when the document is beyond the engine's bounds.</summary>
    public required int PagesRead { get; init; }

    /// <summary>Among the pages read, those with no letter of their own, from 1: scanned, or empty.</summary>
    public required IReadOnlyList<int> PagesWithoutText { get; init; }

    /// <summary>At most 200, those that are not standard first, then by name.</summary>
    public required IReadOnlyList<MissingFont> MissingFonts { get; init; }

    /// <summary>At most 1,000, as the file lists them.</summary>
    public required IReadOnlyList<PdfLayer> Layers { get; init; }

    /// <summary>Names of embedded and attached files, as <see cref="PdfInspection.ActiveContent"/> has them.</summary>
    public required IReadOnlyList<string> Attachments { get; init; }
}
