namespace ThanhHoa.DigitalSignature.Organisation;

/// <summary>The decision or resolution an act rests on.</summary>
/// <param name="Number">Number and symbol as printed: "1238/QĐ-UBND".</param>
/// <param name="Date">The day it was signed.</param>
internal sealed record Decision(string Number, DateOnly Date)
{
    public const int NumberLength = 60;
}
