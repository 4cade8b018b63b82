using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Diagnostics;

/// <summary>Every error that FusedOpt reports. <c>docs/diagnostics.md</c> has a section for each.</summary>
internal static class Descriptors
{
    private const string Category = "FusedOpt";
    private const string Help = "https://github.com/fusedopt/fusedopt/blob/main/docs/diagnostics.md#";

    public static readonly DiagnosticDescriptor NotPartial = new(
        "FOPT0001", "An optimized class must be partial",
        "'{0}' must be declared partial, because the optimizer's step is generated into '{1}'",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "fopt0001");

    public static readonly DiagnosticDescriptor WrongKind = new(
        "FOPT0002", "This kind of type cannot be optimized",
        "'{0}' is {1}; [Optimize] needs a class or a structure that can have instances and a part in another file",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "fopt0002");

    public static readonly DiagnosticDescriptor NoParameter = new(
        "FOPT0003", "There is nothing to optimize",
        "'{0}' has no parameter{1}; declare an instance field of numbers, such as float or float[], or of other optimized models, that is "
            + "not [Frozen]",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "fopt0003");

    public static readonly DiagnosticDescriptor ReadOnlyParameter = new(
        "FOPT0004", "A parameter is read-only or volatile",
        "'{0}' is readonly, so no step could change it; remove readonly, or mark the field [Frozen]",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "fopt0004");

    public static readonly DiagnosticDescriptor VolatileParameter = new(
        "FOPT0004", "A parameter is read-only or volatile",
        "'{0}' is volatile, and a step reaches it by a reference, which is not; remove volatile, or mark the field [Frozen]",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "fopt0004");

    public static readonly DiagnosticDescriptor UnsupportedType = new(
        "FOPT0005", "A field's type cannot be optimized",
        "'{0}' is of type '{1}', which cannot be optimized; {2}, or {3}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "fopt0005");

    public static readonly DiagnosticDescriptor UnknownHyperparameter = new(
        "FOPT0006", "The rule has no such hyperparameter",
        "{0} has no hyperparameter '{1}'; {2}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "fopt0006");

    public static readonly DiagnosticDescriptor HyperparameterOutOfRange = new(
        "FOPT0007", "A hyperparameter is out of range",
        "{0}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "fopt0007");

    public static readonly DiagnosticDescriptor MemberCollision = new(
        "FOPT0008", "A member has the name of a generated one",
        "'{0}' already has a member '{1}', which is the name of a generated one; rename it",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "fopt0008");

    public static readonly DiagnosticDescriptor ParameterCollision = new(
        "FOPT0008", "A member has the name of a generated one",
        "'{0}' already has a parameter '{1}', which is the name of a generated member; rename it",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "fopt0008");

    public static readonly DiagnosticDescriptor ImplementationCollision = new(
        "FOPT0008", "A member has the name of a generated one",
        "'{0}' implements '{1}' itself, as the generated part does; remove the implementation",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "fopt0008");

    public static readonly DiagnosticDescriptor SeveralOptimizers = new(
        "FOPT0009", "A class has several optimizers",
        "'{0}' has several [Optimize] attributes; keep one",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "fopt0009");

    public static readonly DiagnosticDescriptor NoRule = new(
        "FOPT0010", "There is no update rule",
        "'{0}' is no {1}; {2}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "fopt0010");

    public static readonly DiagnosticDescriptor RuleSignature = new(
        "FOPT0011", "The signature of an update rule does not fit",
        "{0}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "fopt0011");

    public static readonly DiagnosticDescriptor UnsupportedConstruct = new(
        "FOPT0012", "A rule, a stage or a loss uses what cannot be compiled",
        "{0} cannot use {1}; {2}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "fopt0012");

    public static readonly DiagnosticDescriptor IncompatibleRule = new(
        "FOPT0013", "An update rule was compiled by another version",
        "'{0}' was compiled to format {1} of update rules, and this version of FusedOpt reads format {2}; {3}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "fopt0013");

    public static readonly DiagnosticDescriptor HyperparameterType = new(
        "FOPT0014", "A hyperparameter has the wrong type",
        "Hyperparameter '{0}' of {1} is {2}, not {3}; give it {2}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "fopt0014");

    public static readonly DiagnosticDescriptor ParameterShape = new(
        "FOPT0015", "[Parameter] does not fit",
        "[Parameter] does not fit '{0}': {1}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "fopt0015");

    public static readonly DiagnosticDescriptor OwnedParameter = new(
        "FOPT0016", "A property cannot be a parameter",
        "'{0}' cannot be a parameter: {1}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "fopt0016");

    public static readonly DiagnosticDescriptor InheritedLearningRate = new(
        "FOPT0017", "A derived class has the learning rate of its base class",
        "'{0}' is stepped together with its base class '{1}', which has the learning rate; set it there, or LearningRateScale on the "
            + "fields of '{0}'",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "fopt0017");

    public static readonly DiagnosticDescriptor SeveralEvaluations = new(
        "FOPT0019", "A class is evaluated at several places",
        "'{0}' and '{1}' both move the parameters of '{2}' to where it is evaluated; keep one of them",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "fopt0019");

    public static readonly DiagnosticDescriptor ModelInProperty = new(
        "FOPT0018", "A model in a property is not stepped",
        "'{0}' is {1}, so '{2}' does not step what it holds; declare a field instead, or mark the property {3}",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Help + "fopt0018");

    public static readonly DiagnosticDescriptor GuardedGradients = new(
        "FOPT0020", "[GuardGradients] does not fit",
        "[GuardGradients] does not fit '{0}': {1}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "fopt0020");

    public static readonly DiagnosticDescriptor SparseGradient = new(
        "FOPT0021", "[SparseGradient] does not fit",
        "[SparseGradient] does not fit '{0}': {1}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "fopt0021");

    public static readonly DiagnosticDescriptor Prune = new(
        "FOPT0023", "[Prune] does not fit",
        "[Prune] does not fit '{0}': {1}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "fopt0023");

    public static readonly DiagnosticDescriptor Schedule = new(
        "FOPT0022", "[Schedule] does not fit",
        "[Schedule] does not fit '{0}': {1}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "fopt0022");

    public static readonly DiagnosticDescriptor SummedGradients = new(
        "FOPT0024", "[SumGradients] does not fit",
        "[SumGradients] does not fit '{0}': {1}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "fopt0024");

    public static readonly DiagnosticDescriptor LanguageVersion = new(
        "FOPT0027", "The version of C# is too old",
        "What is generated into '{0}' needs C# {1}, and this project is compiled as C# {2}; set <LangVersion>{1}</LangVersion> or a later "
            + "one in the project file",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "fopt0027");

    public static readonly DiagnosticDescriptor NoRuntime = new(
        "FOPT0028", "Generated code cannot reach FusedOpt",
        "Nothing can be generated into '{0}': {1}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "fopt0028");

    public static readonly DiagnosticDescriptor NotOptimized = new(
        "FOPT0025", "An attribute stands where nothing is optimized",
        "[{0}] has no effect, because '{1}' is not marked [Optimize]; mark it, or remove [{0}]",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "fopt0025");

    public static readonly DiagnosticDescriptor GeneratorFailure = new(
        "FOPT0026", "FusedOpt has failed on a class",
        "FusedOpt has failed on '{0}', and on no other class: {1}. This is a fault in FusedOpt: please report this message with the "
            + "source of '{0}'. Until it is mended, write '{0}' in another way or take its FusedOpt attribute away.",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "fopt0026");

    public static readonly DiagnosticDescriptor PrivateParameter = new(
        "FOPT0029", "A private field is a parameter without saying so",
        "'{0}' is private, and a step of '{1}' changes it like every field of numbers; mark it [Parameter] if it is to learn, or [Frozen] "
            + "if no step should change it",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Help + "fopt0029");

    public static readonly DiagnosticDescriptor IdleAttribute = new(
        "FOPT0030", "An attribute has no effect on a member that cannot learn",
        "[{0}] on '{1}' has no effect, because {2}; {3}, or remove [{0}]",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "fopt0030");

    public static readonly DiagnosticDescriptor UnmarkedDerived = new(
        "FOPT0031", "A class that derives from an optimized one is not optimized",
        "No step changes {0}, because '{1}' is not marked [Optimize] as its base class '{2}' is; mark '{1}' [Optimize], or {3} [Frozen]",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "fopt0031");

    public static readonly DiagnosticDescriptor HiddenHooks = new(
        "FOPT0033", "The base class can be extended in its own assembly alone",
        "'{0}' cannot be stepped with its base class '{1}', because a class of another assembly than '{2}' sees no constructor of the "
            + "first optimized base class; make one public or protected, or hold '{1}' in a field",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "fopt0033");

    public static readonly DiagnosticDescriptor CheckpointName = new(
        "FOPT0034", "A name does not fit",
        "The name '{0}' of '{1}' does not fit: {2}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "fopt0034");

    public static readonly DiagnosticDescriptor NumberInProperty = new(
        "FOPT0032", "A number in a property does not learn",
        "'{0}' is {1}, so no step of '{2}' changes it; {3} if it is to learn, or mark it {4} if not",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Help + "fopt0032");

    public static readonly DiagnosticDescriptor LossSignature = new(
        "FOPT0035", "A method on one example does not fit",
        "{0}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "fopt0035");

    public static readonly DiagnosticDescriptor LossShape = new(
        "FOPT0036", "Shapes do not fit",
        "{0}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "fopt0036");

    public static readonly DiagnosticDescriptor UnreadParameter = new(
        "FOPT0037", "The loss does not read a parameter",
        "The loss of '{0}' does not depend on '{1}', so its gradient is always 0; use it, or mark it [Frozen]",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Help + "fopt0037");
}
