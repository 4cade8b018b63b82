using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models.Members;

/// <summary>The description of the type of the gradients, and of every member that others see.</summary>
internal sealed class GradientMembers
{
    /// <summary>The key of the constructor that users call, if the class takes sums of gradients.</summary>
    public const string Constructor = "new()";

    /// <summary>The key of the constructor that the model calls, and the gradients of a derived class.</summary>
    public const string HookConstructor = "new(hook)";

    private const string Name = GeneratedMemberNames.GradientsType, Tree = "fusedOpt::GradientTree";

    private readonly TargetModel _target;
    private readonly string _parameter;
    private readonly string _tree;
    private readonly bool _isDerived;

    private GradientMembers(TargetModel target, ModelNames names)
    {
        (_target, _parameter, _tree) = (target, names.Local("model"), names.Local("tree"));
        _isDerived = target.TypeHierarchy.Base is not null;
    }

    /// <summary>Describes the members.</summary>
    public static MemberTable Describe(TargetModel target, ModelNames names)
    {
        var members = new GradientMembers(target, names);
        return new([.. members.Constructors(), .. members.Parameters(), .. target.SumsGradients ? members.Sums() : []]);
    }

    /// <summary>Returns the declaration of the type without its members.</summary>
    public static string Head(TargetModel target)
    {
        string kind = target.TypeHierarchy.IsStruct ? "struct" : target.TypeHierarchy.IsOpen ? "class" : "sealed class";
        return target.TypeHierarchy.Base is { } parent ? $"public new {kind} {Name} : {parent}.{Name}" : $"public {kind} {Name}";
    }

    private IEnumerable<MemberDeclaration?> Constructors()
    {
        bool sums = _target.SumsGradients;
        string model = $"{_target.Type.Self} {_parameter}";
        (string parameter, string argument) = sums ? ($", {Tree}? {_tree}", ", " + _tree) : ("", "");
        if (sums)
        {
            string other = _target.IsBare ? "" : $" : this({_parameter}, new {Tree}({_parameter}))";
            yield return new(Constructor, $"public {Name}({model}){other}");
        }

        if (sums && _target.IsBare)
            yield break;
        string access = _target.TypeHierarchy is { IsOpen: true, ExposesHooks: true } ? "protected internal" : "internal";
        string modifier = _target.TypeHierarchy.IsStruct ? "in " : "", ofBase = _isDerived ? $" : base({_parameter}{argument})" : "";
        yield return new(HookConstructor, $"{access} {Name}({modifier}{model}{parameter}){ofBase}");
    }

    private IEnumerable<MemberDeclaration?> Parameters()
    {
        foreach (ParameterField p in _target.Parameters.Where(p => !(_target.IsBare && p.IsSparse)))
        {
            string modifiers = (p.IsPublic ? "public " : "internal ") + (p.HidesMember ? "new " : "") + (p.IsSparse ? "readonly " : "");
            string type = modifiers + p.GradientType;
            yield return new(p.Name, $"{type} {Identifiers.Escape(p.Name)}")
            {
                FieldType = p.IsPacked ? null : type,
                Setter = p is { IsPacked: true, IsScalar: true } ? "" : null,
            };
        }
    }

    // The members of gradients that can be added up.
    private IEnumerable<MemberDeclaration?> Sums()
    {
        foreach (SubmodelField submodel in _target.Submodels.Where(p => p.Gradients is not null && !_target.IsBare))
            yield return new(submodel.Name, $"{submodel.GradientsModifiers} {Identifiers.Escape(submodel.Name)}");
        const string Span = GeneratedMemberNames.GradientSpan, Zero = GeneratedMemberNames.ZeroGradients;
        if (_target.Parameters.FirstOrDefault(p => p.IsPacked) is { } packed)
            yield return new(Span, $"public global::System.Span<{packed.StorageInfo.Keyword}> {Span}");
        string modifier = _isDerived ? "override " : _target.TypeHierarchy.IsOpen ? "virtual " : "";
        yield return new(Zero, $"public {modifier}void {Zero}()");
    }
}
