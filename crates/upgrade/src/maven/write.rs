//! Changes of a project of Maven as edits of its `pom.xml`.

use finding::Edit;
use source::Span;

use super::MavenProject;
use super::pom::{Declared, Room};
use crate::trial::{Project, Trial};

impl MavenProject<'_> {
    /// The edits that make changes.
    ///
    /// # Errors
    /// Why they cannot be made, in words.
    pub(crate) fn edits(&self, trial: &Trial) -> Result<Vec<Edit>, String> {
        let mut edits: Vec<Edit> = Vec::new();
        let mut laid_down: Vec<(String, String)> = Vec::new();
        for (ask, version) in &trial.asked {
            let declared = self.pom.dependencies.get(*ask).ok_or("a dependency that is not declared")?;
            let to = self.relaxed(*ask, version);
            if declared.version.is_empty() {
                laid_down.push((declared.name.clone(), to));
                continue;
            }
            let edit = self.version_edit(declared, &to)?;
            if !edits.contains(&edit) {
                edits.push(edit);
            }
        }
        laid_down.extend(trial.forced.iter().map(|((name, _), to)| (name.clone(), to.as_str().to_owned())));
        let mut new = Vec::new();
        for (name, to) in laid_down {
            match self.pom.managed.iter().find(|managed| managed.name == name && !managed.version.is_empty()) {
                Some(managed) => edits.push(self.version_edit(managed, &to)?),
                None => new.push((name, to)),
            }
        }
        if !new.is_empty() {
            edits.push(self.managed_edit(&new).ok_or("the file has no place for managed dependencies")?);
        }
        Ok(edits)
    }

    /// A version replaced where it is written: in the dependency, or in the property that it names.
    fn version_edit(&self, declared: &Declared, to: &str) -> Result<Edit, String> {
        let property = declared.version.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
        let (path, place) = match property {
            None if declared.version.contains("${") => {
                return Err(format!("the version of {} is made of several parts", declared.name));
            }
            None => (&declared.path, declared.place.clone()),
            Some(name) => {
                let property = self
                    .pom
                    .properties
                    .get(name)
                    .filter(|_| !name.starts_with("project.") && !name.starts_with("pom."));
                let property = property.ok_or_else(|| format!("the property {name} is not in the file"))?;
                if property.value.contains("${") {
                    return Err(format!("the property {name} is made of others"));
                }
                (&property.path, Some(property.place.clone()))
            }
        };
        let document = self.documents.iter().find(|document| document.path == *path);
        let (place, document) =
            place.zip(document).ok_or_else(|| format!("the version of {} is not written", declared.name))?;
        let span = Span::new(document.file, place.start, place.end);
        Ok(Edit { span, replacement: to.to_owned() })
    }

    /// Managed dependencies added before the end of those that are there, or of the project.
    fn managed_edit(&self, new: &[(String, String)]) -> Option<Edit> {
        let document = self.documents.first()?;
        let text = &document.text;
        let unit = crate::json::unit(text);
        let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let (at, level) = match self.pom.room {
            Room::Managed(at) => (at, 3),
            Room::Project(at) => (at, 3),
            Room::Nowhere => return None,
        };
        let mut lines = Vec::new();
        for (name, version) in new {
            let (group, artifact) = name.split_once(':')?;
            lines.push((level, "<dependency>".to_owned()));
            lines.push((level + 1, format!("<groupId>{group}</groupId>")));
            lines.push((level + 1, format!("<artifactId>{artifact}</artifactId>")));
            lines.push((level + 1, format!("<version>{version}</version>")));
            lines.push((level, "</dependency>".to_owned()));
        }
        if matches!(self.pom.room, Room::Project(_)) {
            lines.insert(0, (1, "<dependencyManagement>".to_owned()));
            lines.insert(1, (2, "<dependencies>".to_owned()));
            lines.push((2, "</dependencies>".to_owned()));
            lines.push((1, "</dependencyManagement>".to_owned()));
        }
        // The end tag keeps the blanks before it.
        let head = text.get(..at)?;
        let at = head.trim_end_matches([' ', '\t']).len();
        let written: String =
            lines.iter().map(|(level, line)| format!("{}{line}{newline}", unit.repeat(*level))).collect();
        Some(Edit { span: Span::new(document.file, at, at), replacement: written })
    }
}
