namespace ThanhHoa.DigitalSignature.Portal;

/// <summary>Marks the host's texts. The key is the Vietnamese sentence itself; English stands in Texts.en.resx.</summary>
internal sealed class Texts;
