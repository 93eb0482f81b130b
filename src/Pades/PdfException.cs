namespace ThanhHoa.DigitalSignature.Pades;

/// <summary>Why a PDF, a plan or a prepared signature was refused. Stable: callers translate by this code.</summary>
public enum PdfErrorCode
{
    /// <summary>The input has no bytes.</summary>
    Empty,

    /// <summary>The input does not begin with a PDF header.</summary>
    NotPdf,

    /// <summary>The input begins like a PDF but its end (startxref, %%EOF) is missing.</summary>
    Truncated,

    /// <summary>The structure contradicts ISO 32000; the message and the offset name the place.</summary>
    Damaged,

    /// <summary>The file is encrypted and opens only with a password.</summary>
    PasswordRequired,

    /// <summary>The password given does not open the file.</summary>
    PasswordWrong,

    /// <summary>A bound on depth, count, size or decoded length was exceeded.</summary>
    LimitExceeded,

    /// <summary>Valid PDF, but a feature this engine does not write or read.</summary>
    Unsupported,

    /// <summary>The document's author forbids this change: certification, field lock, seed value or access permission.</summary>
    NotPermitted,

    /// <summary>The page asked for does not exist.</summary>
    PageNotFound,

    /// <summary>The field asked for does not exist or is of another kind.</summary>
    FieldNotFound,

    /// <summary>The signature field asked for is signed already.</summary>
    FieldAlreadySigned,

    /// <summary>The text field asked for has a value already.</summary>
    FieldAlreadyFilled,

    /// <summary>A text does not fit into its field.</summary>
    TextTooLong,

    /// <summary>The anchor text or named place asked for was not found.</summary>
    PlaceNotFound,

    /// <summary>The appearance's picture is not a PNG this engine reads.</summary>
    ImageInvalid,

    /// <summary>The plan contradicts itself.</summary>
    PlanInvalid,

    /// <summary>The signature value does not verify with the certificate of the plan.</summary>
    SignatureMismatch,

    /// <summary>The finished CMS does not fit the space kept for it.</summary>
    SignatureTooLarge,

    /// <summary>The stored prepared signature is damaged or of an unknown version.</summary>
    StateInvalid,
}

/// <summary>A refusal with its reason. The message is English and meant for engineers; <see cref="Code"/> is for people's words.</summary>
public sealed class PdfException : Exception
{
    /// <summary>A refusal without place.</summary>
    public PdfException(PdfErrorCode code, string message, Exception? inner = null)
        : base(message, inner) => Code = code;

    /// <summary>A refusal at a byte of the file.</summary>
    public PdfException(PdfErrorCode code, string message, long offset, Exception? inner = null)
        : base($"{message} (at byte {offset})", inner)
    {
        Code = code;
        Offset = offset;
    }

    /// <summary>Why.</summary>
    public PdfErrorCode Code { get; }

    /// <summary>Where in the file, in bytes from its start, when that is known.</summary>
    public long? Offset { get; }
}
