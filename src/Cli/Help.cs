namespace ThanhHoa.DigitalSignature.Cli;

internal static class Help
{
    private const string Text =
        """
        thds sign IN OUT KEY [options]            sign one document
        thds sign --out-dir DIR KEY [options] IN… sign many with one session of the key
        thds prepare IN --cert FILE --out STATE [options]   print the digest for a device elsewhere
        thds complete IN STATE SIGNATURE OUT      put the device's answer in
        thds extend IN OUT --level B-T|B-LT|B-LTA --tsa URL… [--trust DIR]
        thds inspect IN                           what stands in a document, as JSON
        thds verify FILE… [--json] [--trust DIR] [--at TIME] [--offline] [--report DIR]   are its signatures intact, and what was changed
                                                  what a file misses is fetched for --trust, unless --offline
                                                  --report writes NAME.html, NAME.pdf, NAME.xml and NAME.json for each
                                                  exit 0 all intact · 1 broken or suspicious · 2 unsigned · 3 unreadable
        thds extract IN OUT --signature FIELD     the document as it was when that signature was made

        KEY      --p12 FILE [--password-env VAR]  or  --pkcs11 MODULE --pin-env VAR [--label L]
        options  --field N   --page N --rect x,y,w,h (points, as displayed)   --anchor TEXT | --place NAME (rect counts from there)
                 --image PNG   --text LINE…
                 --reason R   --location L   --hash sha256|sha384|sha512   --scheme pkcs1|pss   --chain FILE…
                 --certify 1|2|3   --lock "*"|"a,b"|"!a,b"   --open-password-env VAR
                 --level B-B|B-T|B-LT|B-LTA   --tsa URL…   --trust DIR

        Exit code: 0 done · 1 refused or not intact · 2 usage · 3 key · 4 done below the level asked · 5 files
        """;

    public static int Print()
    {
        Console.WriteLine(Text);
        return ExitCode.Done;
    }
}
