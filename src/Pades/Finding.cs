namespace ThanhHoa.DigitalSignature.Pades;

/// <summary>How much a finding weighs.</summary>
public enum FindingSeverity
{
    /// <summary>Happened and was permitted.</summary>
    Note,

    /// <summary>Odd, but breaks nothing.</summary>
    Warning,

    /// <summary>Changed after a signature that does not permit it.</summary>
    Forbidden,

    /// <summary>The signature itself does not hold.</summary>
    Broken,
}

/// <summary>What was found; the sentence about each is in <see cref="Finding"/>.</summary>
public enum FindingCode
{
    /// <summary>See <see cref="SignatureReport.Fault"/>.</summary>
    SignatureBroken,

    /// <summary>The place of the value holds only zeros: a signature was prepared and never made.</summary>
    NeverSigned,

    /// <summary>The signature ends where no revision ends.</summary>
    CoverageUnclear,

    /// <summary>A copy of another document time stamp: proves nothing, harms nothing.</summary>
    TimeStampCopied,

    /// <summary>The newest cross-reference data does not continue what was signed.</summary>
    HistoryBroken,

    /// <summary>Appended bytes that no cross-reference lists.</summary>
    HiddenBytes,

    /// <summary>A dictionary holds a key twice.</summary>
    ObjectAmbiguous,

    /// <summary>An object that was written later cannot be read.</summary>
    ObjectUnreadable,

    /// <summary>The trailer.</summary>
    TrailerChanged,

    /// <summary>/Encrypt.</summary>
    EncryptionChanged,

    /// <summary>An entry of the catalog that concerns the whole document.</summary>
    CatalogChanged,

    /// <summary>/Perms was changed, added or removed.</summary>
    PermissionsChanged,

    /// <summary>A version or an extension went down or away.</summary>
    ExtensionLowered,

    /// <summary>A version or an extension was raised.</summary>
    ExtensionRaised,

    /// <summary>Pages added, removed, exchanged or reordered.</summary>
    PagesChanged,

    /// <summary>A page was made from a template of the document.</summary>
    PageSpawned,

    /// <summary>What a page shows.</summary>
    PageChanged,

    /// <summary>A new annotation.</summary>
    AnnotationAdded,

    /// <summary>A changed annotation.</summary>
    AnnotationChanged,

    /// <summary>A removed annotation.</summary>
    AnnotationRemoved,

    /// <summary>The form as a whole.</summary>
    FormChanged,

    /// <summary>A new field.</summary>
    FieldAdded,

    /// <summary>A removed field.</summary>
    FieldRemoved,

    /// <summary>A field in more than its value.</summary>
    FieldChanged,

    /// <summary>A field was filled in.</summary>
    FieldFilled,

    /// <summary>A locked field was changed.</summary>
    FieldLocked,

    /// <summary>A signature was added.</summary>
    SignatureAdded,

    /// <summary>A signature was exchanged or taken out of its field.</summary>
    SignatureReplaced,

    /// <summary>The file holds a signed revision that its present history passes over.</summary>
    SignatureHidden,

    /// <summary>A signature's appearance covers text of the page: forbidden for a new one on a certified page, else a warning.</summary>
    SignatureCoversText,

    /// <summary>A field that was filled in covers text of the page.</summary>
    TextCovered,

    /// <summary>A signature enforces less than the lock of its field.</summary>
    LockWidened,

    /// <summary>A document time stamp was added.</summary>
    TimeStampAdded,

    /// <summary>The document security store was enlarged or renewed.</summary>
    SecurityStoreExtended,

    /// <summary>The document security store was removed or emptied; as a warning, that it lost some of its data.</summary>
    SecurityStoreRemoved,

    /// <summary>Something that does not belong there stands in the document security store.</summary>
    SecurityStoreStrange,

    /// <summary>Title, dates and the like.</summary>
    MetadataChanged,

    /// <summary>Something acts, hides or reaches out; it was there when the document was signed, or nobody signed it.</summary>
    ActiveContent,

    /// <summary>Something that acts, hides or reaches out came after the first signature.</summary>
    ActiveContentAdded,

    /// <summary>The structure tree got elements for new fields.</summary>
    StructureExtended,

    /// <summary>A part of the signature's value that it does not cover itself contradicts what is signed.</summary>
    ValueAltered,

    /// <summary>Bytes that nothing covers stand in the room behind the signature's value.</summary>
    PaddingUsed,

    /// <summary>A signature policy is named, with or without a digest of it; its rules are not judged here.</summary>
    PolicyNamed,

    /// <summary>A signature policy is named with a digest that cannot be one.</summary>
    PolicyDigestUnusable,
}

/// <summary>One thing found in a document, for a person to read.</summary>
/// <param name="Code">What it is.</param>
/// <param name="Severity">How much it weighs.</param>
/// <param name="Revision">The revision that did it, from 1; 0 when it belongs to none.</param>
/// <param name="ObjectNumber">Number of the object; 0 when there is none.</param>
/// <param name="Path">From the trailer to the place, such as "Root.Pages.Kids[0].Annots"; empty when there is none.</param>
/// <param name="Vietnamese">A sentence.</param>
/// <param name="English">The same sentence.</param>
public sealed record Finding(FindingCode Code, FindingSeverity Severity, int Revision, int ObjectNumber, string Path, string Vietnamese, string English);
