namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>Marks this module's texts. The key is the Vietnamese sentence itself; English stands in Texts.en.resx.</summary>
internal sealed class Texts;
