namespace ThanhHoa.DigitalSignature.Organisation;

/// <summary>Why an act, or a row of a file, is refused. Its sentence stands in <see cref="RefusalTexts"/>; a test sees that each has one.</summary>
internal enum RefusalCode
{
    // What was typed.
    Required,
    Formula,
    Invisible,
    TooLong,
    NotADay,
    NotYesOrNo,
    NotAUnitCode,
    NotAKind,
    NotARank,
    NotAName,
    NotAnEmail,
    NotAMobile,
    NotAnIdentityNumber,
    NotABirthDate,
    EndBeforeBegin,
    DecisionIncomplete,
    DuplicateRow,

    // Units.
    NoSuchUnit,
    CodeTaken,
    ParentBeginsLater,
    ParentEnds,
    RootStays,
    NotBegunYet,
    EndsAlready,
    LaterChange,
    StaysUnderOthers,
    UnderItself,
    AlreadyUnder,
    NameDiffers,
    ParentDiffers,
    PostBeginsLater,
    PostsRemain,
    CircularFile,
    TooDeep,

    // People and their posts.
    OutsideReach,
    PersonOutsideReach,
    EmailOfOther,
    PossibleDuplicate,
    Ambiguous,
    NothingTellsApart,
    UnitBeginsLater,
    UnitEnds,
    SamePost,
    PostFromDiffers,
    PostEndsAlready,
    PostBegunLater,

    // Reorganisations.
    NoPredecessor,
    NoSuccessor,
    NothingToDo,
    Undecided,
}

/// <summary>A refusal and the names, days and numbers its sentence mentions.</summary>
/// <param name="Code">Which one.</param>
/// <param name="Arguments">What the sentence's places are filled with, in order.</param>
internal sealed record Refusal(RefusalCode Code, params string[] Arguments);
