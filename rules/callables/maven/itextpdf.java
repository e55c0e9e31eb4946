import com.itextpdf.text.pdf.PdfReader;

class App {
  Object handleRequest(Map<String, String> event, Context context) {
    // ruleid: itextpdf-xfa
    new PdfReader(event.get("a"));
    // ok: itextpdf-xfa
    new OtherReader(event.get("a"));
    // ok: itextpdf-xfa
    new PdfReader("a.pdf");
    return null;
  }
}
