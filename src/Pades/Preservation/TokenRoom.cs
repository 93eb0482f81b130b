namespace ThanhHoa.DigitalSignature.Pades.Preservation;

/// <summary>How much room a token needs, learned from those that came: fixed sizes are the commonest failure in production.</summary>
internal sealed class TokenRoom
{
    // Larger than the tokens of all services known; the next signature knows better.
    private const int FirstGuess = 12 << 10;
    private int largest;

    public int Bytes => largest == 0 ? FirstGuess : largest + 512;

    public void Learn(int length)
    {
        int seen;
        while ((seen = Volatile.Read(ref largest)) < length && Interlocked.CompareExchange(ref largest, length, seen) != seen)
        {
        }
    }
}
