using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>A form of program in the language of rules: a rule, or a stage around one.</summary>
/// <param name="Kind">The kind of program.</param>
/// <param name="Attribute">The attribute on the class of the rule or stage.</param>
/// <param name="Use">The attribute with which another class asks for the rule or stage.</param>
/// <param name="Method">The name of the method that is compiled.</param>
/// <param name="Name">The name of the form, with its article.</param>
/// <param name="Beginning">The first parameters of the method.</param>
internal sealed record RuleForm(ProgramKind Kind, string Attribute, string Use, string Method, string Name, string Beginning)
{
    public static readonly RuleForm Rule = new(
        ProgramKind.Rule,
        Names.UpdateRule,
        Names.Optimize,
        "Update",
        "an update rule",
        "'ref float parameter, float gradient'");

    private static readonly RuleForm Transform = new(
        ProgramKind.Transform,
        Names.GradientTransform,
        Names.Transform,
        "Transform",
        "a gradient transform",
        "'ref float gradient'");

    private static readonly RuleForm Average = new(
        ProgramKind.Average,
        Names.WeightAverage,
        Names.Average,
        "Average",
        "a weight average",
        "'ref float parameter'");

    public static readonly IReadOnlyList<RuleForm> All = [Rule, Transform, Average];

    /// <summary>Returns the form of a marked class. If the class has several forms, which is an error, returns the first.</summary>
    public static RuleForm Find(INamedTypeSymbol type) => FindAll(type).First();

    /// <summary>Returns every form that a class is marked as.</summary>
    public static IEnumerable<RuleForm> FindAll(INamedTypeSymbol type) => All.Where(f => type.Attribute(f.Attribute) is not null);

    /// <summary>Returns the name of a rule or a stage: the name of its class, without the ending of a rule's class.</summary>
    public string NameOf(INamedTypeSymbol type) =>
        Kind == ProgramKind.Rule
        && type.Name.Length > Names.RuleEnding.Length
        && type.Name.EndsWith(Names.RuleEnding, System.StringComparison.Ordinal)
            ? type.Name.Substring(0, type.Name.Length - Names.RuleEnding.Length)
            : type.Name;

    /// <summary>The name at the beginning of a sentence.</summary>
    public string Title => char.ToUpperInvariant(Name[0]) + Name.Substring(1);

    /// <summary>The name without its article.</summary>
    public string Noun => Name.Substring(Name.IndexOf(' ') + 1);

    /// <summary>The attribute on the class, as C# writes the attribute.</summary>
    public string Mark => Written(Attribute);

    /// <summary>The attribute with which another class asks for the rule or stage, as C# writes the attribute.</summary>
    public string UseMark => Written(Use);

    /// <summary>Returns the stages that a class asks for, in the order of the attributes.</summary>
    public static IEnumerable<(AttributeData Attribute, RuleForm Form)> StagesOf(INamedTypeSymbol type) => type.GetAttributes()
        .Select(a => (a, All.FirstOrDefault(f => f.Kind != ProgramKind.Rule && a.AttributeClass.Is(f.Use))))
        .Where(a => a.Item2 is not null)!;

    private static string Written(string attribute) => "[" + attribute.Substring(attribute.IndexOf('.') + 1).Replace("Attribute", "") + "]";
}
