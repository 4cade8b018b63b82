using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes what gradients that can be added up have of the submodels: a model's own are wherever its parts are, all others were made with them.</summary>
internal sealed class SubmodelGradientsEmitter
{
    private readonly SourceWriter _writer;
    private readonly LoweredModel _model;
    private readonly string _owner;
    private readonly (SubmodelField Submodel, string Made)[] _submodels;

    /// <param name="writer">Where to.</param>
    /// <param name="model">The model.</param>
    /// <param name="owner">The field that holds the model whose own gradients they are; null in all others.</param>
    /// <param name="taken">Names of members.</param>
    public SubmodelGradientsEmitter(SourceWriter writer, LoweredModel model, string owner, ISet<string> taken)
    {
        (_writer, _model, _owner) = (writer, model, owner);
        _submodels = model.Target.SumsGradients ? [.. model.Target.Submodels.Select(p => (p, Identifiers.Unique("_" + Identifiers.Camel(p.Name), taken)))] : [];
    }

    /// <summary>Whether there are any.</summary>
    public bool Any => _submodels.Length > 0;

    /// <summary>The fields that hold those that were made.</summary>
    public IEnumerable<string> Fields => _submodels.Select(p => $"{Type(p.Submodel)}[]? {p.Made}");

    /// <summary>Writes what notes whose own they are, or makes them, given a model and the tree that they are a part of.</summary>
    public void EmitMaking(string model, string tree)
    {
        using (_writer.Block($"if ({tree} is null)"))
        {
            _writer.Line($"{_owner} = {model};");
            _writer.Line("return;");
        }

        foreach ((SubmodelField submodel, string made) in _submodels)
        {
            if (submodel.Kind != SubmodelKind.One && !submodel.IsNullable)
                _writer.Line($"fusedOpt::ParameterCheck.Assigned(\"{_model.PathOf(submodel.Name)}\", {model}.{_model.Names.Own(submodel.Name)});");
            _writer.Line($"{made} = {_model.SubmodelsOf(submodel, model + ".")}{(submodel.HoldsNullable ? "" : ".Assigned()")}.Gradients<{Type(submodel)}>({tree});");
        }
    }

    /// <summary>Writes a member for each field that holds models.</summary>
    public void EmitMembers()
    {
        foreach ((SubmodelField submodel, string made) in _submodels)
        {
            _writer.Line().Line($"/// <summary>The gradients of {submodel.Name}.</summary>");
            _writer.Line($"{_model.GradientMembers.Head(submodel.Name)} => " + (submodel.Kind == SubmodelKind.One
                ? $"{_owner} is null ? {made}![0] : {_owner}.{_model.Names.Own(submodel.Name)}{Nullable(submodel)}.{GeneratedMemberNames.Gradients};"
                : $"new({_owner}?.{_model.Names.Own(submodel.Name)}, {made});"));
        }
    }

    /// <summary>Writes what clears a model's own; one that holds itself is refused there.</summary>
    public void EmitZeroOwn()
    {
        using (_writer.Block($"if ({_owner} is not null)"))
        {
            _writer.Line($"{_owner}.{GeneratedMemberNames.ZeroGradients}();");
            _writer.Line("return;");
        }
    }

    /// <summary>Writes what clears those that were made.</summary>
    public void EmitZeroMade()
    {
        string i = _model.Names.Indices(1)[0];
        foreach ((SubmodelField submodel, _) in _submodels)
        {
            string name = Identifiers.Escape(submodel.Name), call = $"{Nullable(submodel)}.{GeneratedMemberNames.ZeroGradients}();";
            if (submodel.Kind == SubmodelKind.One)
            {
                _writer.Line(name + call);
                continue;
            }

            _writer.Line($"for (int {i} = 0; {i} < {name}.Count; {i}++)");
            using (_writer.Indent())
                _writer.Line($"{name}[{i}]{call}");
        }
    }

    private static string Type(SubmodelField submodel) => submodel.Gradients + Nullable(submodel);

    private static string Nullable(SubmodelField submodel) => submodel.HoldsNullable ? "?" : "";
}
