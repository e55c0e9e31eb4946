import org.apache.commons.fileupload.FileUpload;

class App {
  Object handleRequest(Map<String, String> event, Context context) {
    // ok: commons-fileupload-parse
    FileUpload upload = new FileUpload(factory);
    // ruleid: commons-fileupload-parse
    upload.parseRequest(event);
    // ruleid: commons-fileupload-parse
    upload.getItemIterator(event);
    // ok: commons-fileupload-parse
    other.parseRequest(event);
    return null;
  }
}
