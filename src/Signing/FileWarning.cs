namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>What was found in a handed-in file that a signer should know before signing.</summary>
[Flags]
internal enum FileWarning
{
    None = 0,

    /// <summary>Scripts, attachments, forms that send, links that start programs.</summary>
    ActiveContent = 1,

    /// <summary>Layers that are not always shown.</summary>
    HiddenLayers = 2,

    /// <summary>It was signed before it came, and that signature does not hold.</summary>
    BrokenSignature = 4,

    /// <summary>It was signed before it came.</summary>
    SignedBefore = 8,

    /// <summary>Letters may look different on another machine.</summary>
    FontsMissing = 16,

    /// <summary>More than <see cref="SubmittedFile.ManyPages"/> pages.</summary>
    Long = 32,

    /// <summary>It speaks of sums of money.</summary>
    Money = 64,

    /// <summary>It leaves no room for the number: the clerk's number will stand beside the file, not on it.</summary>
    NoRoomForNumber = 256,

    /// <summary>Its signer's name was not found in the text: the place of the signature is a guess.</summary>
    PlaceGuessed = 128,
}

/// <summary>Whom a warning concerns.</summary>
internal static class FileWarnings
{
    /// <summary>Those that a signer should know before signing; the others are the clerk's.</summary>
    public static FileWarning ForSigner(this FileWarning warnings) => warnings & ~FileWarning.NoRoomForNumber;
}
